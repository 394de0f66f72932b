using System.Net;
using System.Net.Http.Json;
using Emulators.FunctionsHost.Hosting;
using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests;

/// <summary>A host in this process with the sample app as its child, on free ports, in its own folder.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    public const string Key = "a-key-of-the-tests";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("functions-host-");
    private readonly TestBroker _broker;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, string?> _settings;
    private string _app = SampleApp.Path;
    private RunningHost _host = null!;

    private HostUnderTest(TestBroker broker, TimeProvider time, Dictionary<string, string?> settings) => (_broker, _time, _settings) = (broker, time, settings);

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => _host.Address;

    public TestBroker Broker => _broker;

    public LogLines Log { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<HostUnderTest> StartAsync(TimeProvider? time = null, params (string Name, string Value)[] settings)
    {
        var broker = await TestBroker.StartAsync();
        var host = new HostUnderTest(broker, time ?? TimeProvider.System, new Dictionary<string, string?>
        {
            ["Bus"] = broker.ConnectionString,
            ["BatchQueue"] = "batch",
            ["NightlySchedule"] = "0 0 3 * * *",
            ["FUNCTIONS_HOST_KEY"] = Key,
        });
        foreach (var (name, value) in settings)
        {
            host._settings[name] = value;
        }

        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await broker.DisposeAsync();
            host._folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Ends the host; folder and broker stay.</summary>
    public Task StopWorkAsync() => StopAsync();

    /// <summary>Ends the host while requests are in progress.</summary>
    public ValueTask StopServingAsync() => _host.DisposeAsync();

    /// <summary>Applies to hosts started from now on.</summary>
    public void Set(string setting, string value) => _settings[setting] = value;

    /// <summary>For hosts started from now on: the sample app in its own folder, with another host.json.</summary>
    public void SetHostJson(string content)
    {
        var from = Path.GetDirectoryName(SampleApp.Path)!;
        var to = _folder.CreateSubdirectory("app").FullName;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        File.WriteAllText(Path.Combine(to, "host.json"), content);
        _app = Path.Combine(to, Path.GetFileName(SampleApp.Path));
    }

    /// <summary>Another host on the same folder and broker, as after a restart of the program.</summary>
    public Task StartAgainAsync() => StartAsync();

    public async Task<IReadOnlyList<string>> NotesAsync(string topic) => (await Client.GetFromJsonAsync<string[]>($"notes/{topic}", Cancellation))!;

    /// <summary>Waits until the app has recorded enough.</summary>
    public async Task<IReadOnlyList<string>> NotesAsync(string topic, int atLeast)
    {
        IReadOnlyList<string> notes = [];
        await EventuallyAsync(async () => (notes = await NotesAsync(topic)).Count >= atLeast);
        return notes;
    }

    public static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        while (!await holds())
        {
            Assert.True(DateTimeOffset.UtcNow < until, "It never came to that.");
            await Task.Delay(20, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _broker.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        _host = await RunningHost.StartAsync(
            new FunctionsHostOptions(_app, _folder.FullName)
            {
                Address = new IPEndPoint(IPAddress.Loopback, 0),
                Settings = _settings,
                Time = _time,
                Grace = TimeSpan.FromSeconds(5),
                ConfigureLogging = logging => logging.AddProvider(Log),
            },
            Cancellation);
        Client = new HttpClient { BaseAddress = _host.Address, Timeout = Patience };
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }
}
