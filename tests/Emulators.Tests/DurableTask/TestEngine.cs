using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Emulators.Tests.DurableTask;

/// <summary>A folder for a database, and one engine after another on it.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable");
    private DurableTaskEngine? _engine;

    public static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public string DatabasePath => Path.Combine(_folder.FullName, "durable.db");

    public DurableTaskClient Client => _engine!.Client;

    public FakeTimeProvider Time { get; } = new(Noon);

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>0: every episode replays the history.</summary>
    public int MaxLoaded { get; init; } = 1_000;

    public int MaxConcurrentActivities { get; init; } = 32;

    public int MaxConcurrentOrchestrations { get; init; } = 16;

    public VersionRules Versions { get; set; } = new();

    public Action OnBroken { get; init; } = () => { };

    public CommitProbe? Probe { get; set; }

    public static async Task<TestEngine> StartAsync(TestFunctions functions, int maxLoaded = 1_000)
    {
        var engine = new TestEngine { MaxLoaded = maxLoaded };
        await engine.RunAsync(functions);
        return engine;
    }

    public async Task RunAsync(IDurableTaskExecutor functions, TimeProvider? time = null)
    {
        var engine = new DurableTaskEngine(
            new()
            {
                DatabasePath = DatabasePath,
                MaxLoadedOrchestrations = MaxLoaded,
                MaxConcurrentActivities = MaxConcurrentActivities,
                MaxConcurrentOrchestrations = MaxConcurrentOrchestrations,
                Versions = Versions,
                OnBroken = OnBroken,
                Probe = Probe,
            },
            functions,
            LoggerFactory,
            time ?? Time);
        await engine.StartAsync(Deadline);
        _engine = engine;
    }

    /// <summary>Ends the engine as a crash would, as far as one process allows.</summary>
    public async Task CrashAsync()
    {
        await _engine!.DisposeAsync();
        _engine = null;
    }

    public async Task StopAsync()
    {
        await _engine!.StopAsync(Deadline);
        await CrashAsync();
    }

    public async Task<string> StartInstanceAsync(TaskName name, object? input = null, string? id = null)
    {
        var started = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Deadline);
        await Client.WaitForInstanceStartAsync(started, Deadline);
        return started;
    }

    public Task<OrchestrationMetadata> EndOfAsync(string id) => Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Deadline);

    public async Task<OrchestrationMetadata> RunInstanceAsync(TaskName name, object? input = null, string? id = null) =>
        await EndOfAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Deadline));

    /// <summary>Polls, for what has no doorbell.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var deadline = Deadline; !await condition(); await Task.Delay(10, deadline))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await CrashAsync();
        }

        _folder.Delete(recursive: true);
    }
}
