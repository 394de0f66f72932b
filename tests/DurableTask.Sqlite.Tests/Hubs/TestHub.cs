using DurableTask.Core;
using Emulators.Sqlite;

namespace DurableTask.Sqlite.Tests.Hubs;

/// <summary>A provider with a database file for this test alone, with the engine's client, and a worker unless the test wants none.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durabletask-sqlite-");
    private readonly TestProgram _program;
    private readonly Func<string, SqliteOrchestrationServiceOptions> _options;
    private TaskHubWorker? _worker;

    private TestHub(TestProgram program, Func<string, SqliteOrchestrationServiceOptions>? options)
    {
        _program = program;
        _options = options ?? (path => new SqliteOrchestrationServiceOptions(path));
        Service = new SqliteOrchestrationService(_options(Path));
        Client = new TaskHubClient(Service);
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "hub.db");

    public SqliteOrchestrationService Service { get; private set; }

    public TaskHubClient Client { get; private set; }

    /// <summary>With a worker.</summary>
    public static async Task<TestHub> StartAsync(TestProgram program, Func<string, SqliteOrchestrationServiceOptions>? options = null)
    {
        var hub = new TestHub(program, options);
        await hub.StartWorkerAsync();
        return hub;
    }

    /// <summary>Without a worker: messages stay in the file.</summary>
    public static TestHub Open(TestProgram program, Func<string, SqliteOrchestrationServiceOptions>? options = null) => new(program, options);

    public async Task StartWorkerAsync()
    {
        _worker = _program.CreateWorker(Service);
        await _worker.StartAsync();
    }

    public async Task StopWorkerAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(isForced: true);
            _worker = null;
        }
    }

    /// <summary>Closes the file.</summary>
    public async Task CloseAsync()
    {
        await StopWorkerAsync();
        await Service.DisposeAsync();
    }

    /// <summary>Reopens the file after <see cref="CloseAsync"/>, without a worker.</summary>
    public void Reopen()
    {
        Service = new SqliteOrchestrationService(_options(Path));
        Client = new TaskHubClient(Service);
    }

    /// <summary>Closes the file and continues with it in another provider and worker.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        Reopen();
        await StartWorkerAsync();
    }

    public Task<OrchestrationInstance> CreateAsync(string name, object? input = null, string? instanceId = null, string version = "") =>
        Client.CreateOrchestrationInstanceAsync(name, version, instanceId, input);

    public async Task RaiseAsync(string instanceId, string name, object value) =>
        await Client.RaiseEventAsync(new OrchestrationInstance { InstanceId = instanceId }, name, value);

    public Task<OrchestrationState> WaitAsync(OrchestrationInstance instance) => WaitAsync(instance.InstanceId);

    public Task<OrchestrationState> WaitAsync(string instanceId) =>
        Service.WaitForOrchestrationAsync(instanceId, null, Patience, TestContext.Current.CancellationToken);

    /// <summary>Waits until the current state satisfies the condition.</summary>
    public async Task<OrchestrationState> UntilAsync(string instanceId, Func<OrchestrationState, bool> condition)
    {
        for (var left = 1_000; left > 0; left--)
        {
            if (await Service.GetOrchestrationStateAsync(instanceId, (string?)null) is { } state && condition(state))
            {
                return state;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{instanceId} never got there.");
    }

    /// <summary>Reads the file's contents, bypassing the provider.</summary>
    public long Count(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var statement = new Statement(connection, sql);
        return (long)statement.Scalar()!;
    }

    /// <summary>Changes the file, bypassing the provider, which must be closed.</summary>
    public void Damage(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var statement = new Statement(connection, sql);
        statement.Run();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Delete(recursive: true);
    }
}
