using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableTask.Sqlite.Tests.Worker;

/// <summary>Microsoft's worker and client, over gRPC, on a provider with a database file for this test alone. An orchestrator's clock is the system's.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    /// <summary>Time for a busy machine to do what is due.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(500);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable");
    private Backend? _backend;
    private IHost? _app;

    public static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public DurableTaskClient Client { get; private set; } = null!;

    public static DateTimeOffset Now => DateTimeOffset.UtcNow;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    public int MaxConcurrentActivities { get; init; } = 32;

    /// <summary>Assigned to new instances; instances with a later version wait or fail.</summary>
    public string? AppVersion { get; set; }

    public bool FailsLaterVersions { get; init; }

    public static async Task<TestEngine> StartAsync(TestFunctions functions)
    {
        var engine = new TestEngine();
        await engine.RunAsync(functions);
        return engine;
    }

    public async Task RunAsync(TestFunctions functions)
    {
        _backend = await Backend.StartAsync(new SqliteOrchestrationServiceOptions(Path.Combine(_folder.FullName, "durable.db"))
        {
            MaxConcurrentActivities = MaxConcurrentActivities,
        });
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(LoggerFactory);
        builder.Services.AddDurableTaskWorker(worker => worker
            .UseGrpc(_backend.Channel)
            .AddTasks(functions.Register)
            .Configure(options =>
            {
                options.DataConverter = FunctionsJson.Converter;
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
                options.DataConverter = FunctionsJson.Converter;
                options.DefaultVersion = AppVersion ?? "";
            }));
        _app = builder.Build();
        await _app.StartAsync(Deadline);
        Client = _app.Services.GetRequiredService<DurableTaskClient>();
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

    /// <summary>Polls, because nothing signals it.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var deadline = Deadline; !await condition(); await Task.Delay(10, deadline))
        {
        }
    }

    /// <summary>Lets that much time pass, and a little more.</summary>
    public static Task PassAsync(TimeSpan time) => Task.Delay(time + Slack, Deadline);

    /// <summary>Not earlier, and later only by the delay of a busy machine.</summary>
    public static void AssertAt(DateTimeOffset expected, DateTimeOffset actual) => Assert.InRange(actual, expected, expected.AddSeconds(15));

    /// <summary>Ends app and provider, whatever they are doing; the file stays for the next ones.</summary>
    public async Task CrashAsync()
    {
        await _app!.StopAsync(Deadline);
        _app.Dispose();
        await _backend!.DisposeAsync();
        (_app, _backend) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await CrashAsync();
        }

        _folder.Delete(recursive: true);
    }

    private DurableTaskWorkerOptions.VersioningOptions Versions(string version) => new()
    {
        Version = version,
        DefaultVersion = version,
        MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder,
        FailureStrategy = FailsLaterVersions ? DurableTaskWorkerOptions.VersionFailureStrategy.Fail : DurableTaskWorkerOptions.VersionFailureStrategy.Reject,
    };
}
