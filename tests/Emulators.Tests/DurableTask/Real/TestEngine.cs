using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emulators.Tests.DurableTask;

/// <summary>Microsoft's worker and client, over gRPC, on a backend of the test's own.</summary>
internal sealed partial class TestEngine
{
    /// <summary>Activities at a time: the backend in memory runs about four a second.</summary>
    public const int Many = 20;

    /// <summary>What a busy machine needs to do in real time what is due.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private RealBackend? _backend;
    private IHost? _app;

    /// <summary>The real worker replays always.</summary>
    public static TheoryData<int> ReplayingAndLoaded => [0];

    public DurableTaskClient Client { get; private set; } = null!;

    public DateTimeOffset Now => _time.GetUtcNow();

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    public int MaxLoaded { get; init; }

    public int MaxConcurrentActivities { get; init; } = 32;

    /// <summary>Given to new instances; those of later ones wait or fail.</summary>
    public string? AppVersion { get; init; }

    public bool FailsLaterVersions { get; init; }

    public Task RunInRealTimeAsync(TestFunctions functions) => RunAsync(functions);

    public async Task RunAsync(TestFunctions functions)
    {
        var isRestart = _backend is not null;
        _backend ??= await RealBackend.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(LoggerFactory);
        builder.Services.AddDurableTaskWorker(worker => worker
            .UseGrpc(_backend.Channel)
            .AddTasks(functions.Register)
            .Configure(options =>
            {
                options.DataConverter = RealJson.OfFunctions;
                options.Concurrency.MaximumConcurrentActivityWorkItems = MaxConcurrentActivities;
                if (AppVersion is not null)
                {
                    options.Versioning = Versions(AppVersion);
                }
            }));
        builder.Services.AddDurableTaskClient(client => client
            .UseGrpc(_backend.Channel)
            .RegisterDirectly()
            .Configure(options =>
            {
                options.DataConverter = RealJson.OfFunctions;
                options.DefaultVersion = AppVersion ?? "";
            }));
        _app = builder.Build();
        await _app.StartAsync(Deadline);
        Client = _app.Services.GetRequiredService<DurableTaskClient>();
        if (isRestart)
        {
            // The backend would hand over to the worker before, as long as this one has not reached it.
            await PassAsync(TimeSpan.Zero);
        }
    }

    /// <summary>Lets that much time pass, and a little more.</summary>
    public Task PassAsync(TimeSpan time) => Task.Delay(time + Slack, _time, Deadline);

    /// <summary>Not earlier, and later only by what a busy machine needs.</summary>
    public static void AssertAt(DateTimeOffset expected, DateTimeOffset actual) => Assert.InRange(actual, expected, expected.AddSeconds(15));

    /// <summary>Takes the app from its backend, which keeps what it has, but for what the app has in hand: so that comes to its end first.</summary>
    public async Task CrashAsync()
    {
        await PassAsync(TimeSpan.Zero);
        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await EndAsync();
        }

        if (_backend is not null)
        {
            await _backend.DisposeAsync();
        }
    }

    private DurableTaskWorkerOptions.VersioningOptions Versions(string version) => new()
    {
        Version = version,
        DefaultVersion = version,
        MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder,
        FailureStrategy = FailsLaterVersions ? DurableTaskWorkerOptions.VersionFailureStrategy.Fail : DurableTaskWorkerOptions.VersionFailureStrategy.Reject,
    };

    private async Task EndAsync()
    {
        await _app!.StopAsync(Deadline);
        _app.Dispose();
        _app = null;
    }
}
