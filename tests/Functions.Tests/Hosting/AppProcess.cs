using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Emulators.ServiceBus;
using Microsoft.AspNetCore.Http;
using SegFunctions.Local.Stack;
using SegFunctions.Tests.Apis.Cognite;
using SegFunctions.Tests.Fetching;

namespace SegFunctions.Tests.Hosting;

/// <summary>The app behind the Functions host, as separate processes on a free port, with a key and a storage that refuses it: enough for what needs no storage.</summary>
public sealed class AppProcess : IAsyncLifetime
{
    public const string Key = "the key";

    /// <summary>An origin whose pages may call the app from a browser.</summary>
    public const string Origin = "https://app.example";
    private const string Listening = "Listening on ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("functions-tests-");
    private readonly BusyStorage _storage = new();
    private Broker? _broker;
    private LoopbackServer? _provider;
    private Process? _process;

    public HttpClient Http { get; } = new();

    /// <summary>The output of host and app so far.</summary>
    public ConcurrentQueue<string> Output { get; } = [];

    /// <summary>Issues the tokens for Cognite's calls.</summary>
    internal IdentityProvider Provider { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var definitions = Path.Combine(_folder.FullName, "queues.json");
        await File.WriteAllTextAsync(
            definitions,
            """
            {"UserConfig":{"Namespaces":[{"Name":"n","Queues":[{"Name":"inference-requests","Properties":{}},{"Name":"inference-completions","Properties":{}}],"Topics":[]}]}}
            """);
        var options = new BrokerOptions(
            _folder.FullName, definitions, Path.Combine(_folder.FullName, "access.key"), new IPEndPoint(IPAddress.Loopback, 0), HttpPort: 0);
        _broker = await Broker.StartAsync(options, static _ => { });
        _provider = await LoopbackServer.StartAsync(http => http.Response.WriteAsync(Provider.Answer(http.Request.Path) ?? ""));
        Provider.Authority = _provider.Url;
        _process = Process.Start(StartInfo())!;
        _process.ErrorDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        _process.BeginErrorReadLine();
        Http.BaseAddress = await ReadAddressAsync(_process.StandardOutput).WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        await (_broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_provider?.DisposeAsync() ?? ValueTask.CompletedTask);
        Provider.Dispose();
        _storage.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<Uri> ReadAddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            Output.Enqueue(line);
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var start)
            {
                _ = ReadOnAsync(output);
                return new Uri(line[(start + Listening.Length)..]);
            }
        }

        throw new InvalidOperationException($"The host ended at its start:\n{string.Join('\n', Output)}");
    }

    private async Task ReadOnAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            Output.Enqueue(line);
        }
    }

    private ProcessStartInfo StartInfo()
    {
        // The app's build output with its own host.json, not the copy among these tests.
        var outputs = BuildOutputs.Find();
        var start = new ProcessStartInfo(
            BuildOutputs.Dotnet, [outputs.FunctionsHost, outputs.Functions, "--port", "0", "--data", Path.Combine(_folder.FullName, "host")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var busy = $"{_storage.Url}/devstoreaccount1";
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["AzureWebJobsDisableHomepage"] = "true",
            ["ServiceBus"] = _broker!.ConnectionString,
            ["Storage__ConnectionString"] = $"AccountName=devstoreaccount1;AccountKey=eA==;BlobEndpoint={busy};TableEndpoint={busy}",
            ["Accounts__Keys__0__Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
            ["Accounts__Keys__0__Account"] = "acct",
            ["Cors__Origins__0"] = Origin,
            ["Links__SigningKeys__0"] = Convert.ToBase64String(new byte[32]),
            ["Links__PublicBaseUrl"] = "https://seg.example",
            ["Secrets__Keys__0"] = Convert.ToBase64String(new byte[32]),
            ["Links__DirectToStorage"] = "false",
            ["Cognite__RequireBeta"] = "true",
            ["Cognite__OpenIdConnect__Authority"] = Provider.Authority.AbsoluteUri,
            ["Cognite__OpenIdConnect__Audience"] = IdentityProvider.Audience,
            ["Cognite__OpenIdConnect__AccountClaim"] = "account",
        })
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
