using System.Net;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Emulators.FunctionsHost.Hosting;
using Emulators.FunctionsHost.Settings;
using Emulators.ServiceBus;
using SegFunctions.Benchmarks;
using SegFunctions.Compatibility.AppHook;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Contract;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>
/// Azurite and the functions app as processes; the broker, the app's host and a worker without networks in this one. Each of their storage operations can be
/// made to fail.
/// </summary>
internal sealed class FaultyStack : IAsyncDisposable
{
    /// <summary>How much faster the waits of the app's retries pass.</summary>
    private const double Pace = 20;

    private readonly DirectoryInfo _data;
    private readonly DataFolder _folder;
    private readonly SupervisedChild _azurite;
    private readonly StackPorts _ports;
    private readonly Dictionary<string, string> _settings;
    private readonly HastyTime _time = new(DateTimeOffset.UtcNow, Pace);
    private FaultEndpoint? _endpoint;
    private Broker? _broker;
    private RunningHost? _host;
    private ServiceBusClient? _queues;
    private StubWorker? _worker;

    private FaultyStack(DirectoryInfo data, DataFolder folder, StackPlans plans, StackPorts ports)
    {
        (_data, _folder, _ports) = (data, folder, ports);
        _azurite = new SupervisedChild(plans.Azurite(), folder.LogOf("azurite"), _ => { }, TimeProvider.System);
        // An orchestrator's clock is the engine's, which keeps normal time, but its timers run fast: by the end of the test they are hours early.
        _settings = new Dictionary<string, string>(plans.Functions().Settings) { ["Jobs__ItemDeadline"] = "7.00:00:00" };
        _settings.Remove("ASPNETCORE_CONTENTROOT");
        Blobs = new BlobServiceClient(_settings["Storage__ConnectionString"]);
        Api = new ApiUnderTest(new Uri(StackPorts.UrlOf(ports.Functions)), TestSetup.ApiKey);
    }

    public FaultSwitch Faults { get; } = new();

    public ApiUnderTest Api { get; }

    /// <summary>Without faults.</summary>
    public BlobServiceClient Blobs { get; }

    /// <summary>How often the host exited by itself, together with its app, and was restarted.</summary>
    public int Restarts { get; private set; }

    public static async Task<FaultyStack> StartAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("segfunctions-tests-");
        TestSetup.ShortenLocks(data.FullName, seconds: 1);
        var options = await TestSetup.OptionsAsync(data.FullName, workers: 0) with { AllowsLoopback = true };
        var folder = await DataFolder.OpenAsync(data.FullName, TestSetup.Guard.Mark, cancellationToken);
        var ports = StackPorts.Choose(null, workers: 0);
        var stack = new FaultyStack(data, folder, new StackPlans(options, ports, folder, BuildOutputs.Find()), ports);
        stack._azurite.Start();
        stack._endpoint = await FaultEndpoint.StartAsync(stack.Faults, cancellationToken);
        stack._broker = await stack.StartBrokerAsync();
        await stack.EnsureRunningAsync(cancellationToken);
        await stack.AzuriteAnswersAsync(cancellationToken);
        stack._queues = new ServiceBusClient(stack._settings["ServiceBus"]);
        stack._worker = new StubWorker(
            stack._queues, new BlobServiceClient(stack._settings["Storage__ConnectionString"], FaultPolicy.Install(new BlobClientOptions(), stack.Faults)));
        await stack._worker.StartAsync(cancellationToken);
        return stack;
    }

    /// <summary>Restarts the host if it can no longer write, as a supervisor would.</summary>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (_host is { Broken.IsCompleted: false })
        {
            return;
        }

        if (_host is not null)
        {
            Restarts++;
            await _host.DisposeAsync();
        }

        _host = await RunningHost.StartAsync(HostOptions(), cancellationToken);
    }

    /// <summary>Waits until no message is left in any state, and returns how many were dead-lettered.</summary>
    public async Task<int> DrainQueuesAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in (string[])[QueueNames.Requests, QueueNames.Updates])
        {
            await using var receiver = _queues!.CreateReceiver(queue);
            while ((await receiver.PeekMessagesAsync(1, 0, cancellationToken)).Count > 0)
            {
                await EnsureRunningAsync(cancellationToken);
                await Task.Delay(10, cancellationToken);
            }
        }

        await using var dead = _queues!.CreateReceiver(QueueNames.Updates, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return (await dead.PeekMessagesAsync(10, 0, cancellationToken)).Count;
    }

    public async ValueTask DisposeAsync()
    {
        Faults.Plan = FaultPlan.None;
        await (_worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_queues?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_endpoint?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _azurite.StopAsync(TimeSpan.FromSeconds(10));
        _azurite.Dispose();
        Api.Dispose();
        _folder.Dispose();
        _data.Delete(recursive: true);
    }

    private Task<Broker> StartBrokerAsync()
    {
        var options = new BrokerOptions(
            _folder.ServiceBus, _folder.QueueDefinitions, _folder.ServiceBusKeyFile, new IPEndPoint(IPAddress.Loopback, _ports.ServiceBus), HttpPort: 0);
        return Broker.StartAsync(options, static _ => { }, probe: Faults.Queues);
    }

    private FunctionsHostOptions HostOptions() => new(BuildOutputs.Find().Functions, _folder.FunctionsHost)
    {
        Address = new IPEndPoint(IPAddress.Loopback, _ports.Functions),
        Settings = _settings.Concat(HookSettings.Create(_endpoint!.Url, _time)).ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
        Time = _time,
        DurableProbe = Faults.Journal,
    };

    private async Task AzuriteAnswersAsync(CancellationToken cancellationToken)
    {
        while ((await Api.SendAsync(HttpMethod.Get, "v1/jobs?limit=1", null, TestSetup.ApiKey, cancellationToken)).Status != HttpStatusCode.OK)
        {
            await Task.Delay(20, cancellationToken);
        }
    }
}
