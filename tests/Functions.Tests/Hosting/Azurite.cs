using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Local.Stack;
using SegFunctions.Models.Installation;
using SegFunctions.Tests.Hosting;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace SegFunctions.Tests.Hosting;

/// <summary>A real Azurite that keeps everything in memory. Tests share it, so each uses an account of its own.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    /// <summary>Ends what a killed test run left running.</summary>
    private static readonly ProcessGuard Guard = ProcessGuard.Start();

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private int[] _ports = [];
    private Process? _process;

    public BlobServiceClient Blobs => new(ConnectionString);

    public TableServiceClient Tables => new(ConnectionString);

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint={StackPorts.UrlOf(_ports[0])}/{Account};TableEndpoint={StackPorts.UrlOf(_ports[1])}/{Account};";

    /// <summary>The name of an account that no other test has.</summary>
    public static string DrawAccount() => $"a{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync()
    {
        var cache = Path.GetFullPath(Environment.GetEnvironmentVariable("SEG_CACHE") is { Length: > 0 } set ? set : UserFolders.Cache);
        var entry = await new AzuriteInstaller(cache, TimeProvider.System).EnsureAsync(new LineScreen(Console.Error), CancellationToken.None);
        _ = Guard;
        using var patience = new CancellationTokenSource(StartPatience);
        do
        {
            // Another process may have taken a port after it was found free; then Azurite ends at once.
            _process?.Dispose();
            _ports = FreePorts.Find(3);
            _process = Start(entry, _ports);
        }
        while (!await AnswersAsync(_process, patience.Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private static Process Start(string entry, int[] ports) => Process.Start("node", [
        entry, "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        "--blobHost", "127.0.0.1", "--blobPort", $"{ports[0]}", "--tableHost", "127.0.0.1", "--tablePort", $"{ports[1]}",
        "--queueHost", "127.0.0.1", "--queuePort", $"{ports[2]}",
    ]);

    /// <returns>False if the process has ended.</returns>
    private async Task<bool> AnswersAsync(Process started, CancellationToken cancellationToken)
    {
        var tables = new TableServiceClient(ConnectionString, new TableClientOptions { Retry = { MaxRetries = 0 } });
        var blobs = new BlobServiceClient(ConnectionString, new BlobClientOptions { Retry = { MaxRetries = 0 } });
        while (!started.HasExited)
        {
            try
            {
                await tables.GetPropertiesAsync(cancellationToken);
                await blobs.GetPropertiesAsync(cancellationToken);
                return true;
            }
            catch (RequestFailedException)
            {
                await Task.Delay(Look, cancellationToken);
            }
        }

        return false;
    }
}
