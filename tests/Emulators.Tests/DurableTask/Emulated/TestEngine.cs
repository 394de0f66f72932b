using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Emulators.Tests.DurableTask;

/// <summary>A folder for a database, and one engine after another on it.</summary>
internal sealed partial class TestEngine
{
    /// <summary>Activities at a time.</summary>
    public const int Many = 100;

    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable");
    private DurableTaskEngine? _engine;

    /// <summary>Every episode on a replayed history, and on a run that is still loaded.</summary>
    public static TheoryData<int> ReplayingAndLoaded => [0, 1_000];

    public string DatabasePath => Path.Combine(_folder.FullName, "durable.db");

    public DurableTaskClient Client => _engine!.Client;

    public FakeTimeProvider Time { get; } = new(Noon);

    public DateTimeOffset Now => Time.GetUtcNow();

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>0: every episode replays the history.</summary>
    public int MaxLoaded { get; init; } = 1_000;

    public int MaxConcurrentActivities { get; init; } = 32;

    public int MaxConcurrentOrchestrations { get; init; } = 16;

    public VersionRules Versions { get; set; } = new();

    /// <summary>Given to new instances; those of later ones wait or fail.</summary>
    public string AppVersion
    {
        init => Versions = Versions with { Default = value };
    }

    public bool FailsLaterVersions
    {
        init => Versions = Versions with { FailsOthers = value };
    }

    public Action OnBroken { get; init; } = () => { };

    public CommitProbe? Probe { get; set; }

    public Task RunInRealTimeAsync(TestFunctions functions) => RunAsync(functions, TimeProvider.System);

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

    /// <summary>Lets that much time pass.</summary>
    public Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }

    /// <summary>To the tick, on a clock that stands still.</summary>
    public static void AssertAt(DateTimeOffset expected, DateTimeOffset actual) => Assert.Equal(expected, actual);

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

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await CrashAsync();
        }

        _folder.Delete(recursive: true);
    }
}
