using System.Net;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Emulators.ServiceBus;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using SegFunctions.Benchmarks;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Contract;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>
/// Azurite as a process; the broker, the functions app and a worker without networks in this one, where every storage operation of theirs can be made to fail.
/// </summary>
internal sealed class FaultyStack : IAsyncDisposable
{
    /// <summary>Waits of the app's retries pass so much faster.</summary>
    private const double Pace = 20;

    private readonly DirectoryInfo _data;
    private readonly DataFolder _folder;
    private readonly SupervisedChild _azurite;
    private readonly StackPorts _ports;
    private readonly Dictionary<string, string> _settings;
    private readonly HastyTime _time = new(Pace);
    private Broker? _broker;
    private AppInProcess? _app;
    private ServiceBusClient? _queues;
    private StubWorker? _worker;

    private FaultyStack(DirectoryInfo data, DataFolder folder, StackPlans plans, StackPorts ports)
    {
        (_data, _folder, _ports) = (data, folder, ports);
        _azurite = new SupervisedChild(plans.Azurite(), folder.LogOf("azurite"), _ => { }, TimeProvider.System);
        _settings = new Dictionary<string, string>(plans.Functions().Settings) { ["Jobs__ItemDeadline"] = "00:10:00" };
        _settings["urls"] = _settings["ASPNETCORE_URLS"];
        Blobs = new BlobServiceClient(_settings["Storage__ConnectionString"]);
        Api = new ApiUnderTest(new Uri(_settings["urls"]), TestSetup.ApiKey);
    }

    public FaultSwitch Faults { get; } = new();

    public ApiUnderTest Api { get; }

    /// <summary>Without faults.</summary>
    public BlobServiceClient Blobs { get; }

    /// <summary>How often the app ended itself and was started again.</summary>
    public int Restarts { get; private set; }

    public static async Task<FaultyStack> StartAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("segfunctions-tests-");
        TestSetup.ShortenLocks(data.FullName, seconds: 1);
        var options = await TestSetup.OptionsAsync(data.FullName, workers: 0);
        var folder = await DataFolder.OpenAsync(data.FullName, TestSetup.Guard.Mark, cancellationToken);
        var ports = StackPorts.Choose(null, workers: 0);
        var stack = new FaultyStack(data, folder, new StackPlans(options, ports, folder, BuildOutputs.Find()), ports);
        stack._azurite.Start();
        stack._broker = await stack.StartBrokerAsync();
        await stack.EnsureRunningAsync(cancellationToken);
        await stack.AzuriteAnswersAsync(cancellationToken);
        stack._queues = new ServiceBusClient(stack._settings["ServiceBus"]);
        stack._worker = new StubWorker(
            stack._queues, new BlobServiceClient(stack._settings["Storage__ConnectionString"], FaultPolicy.Install(new BlobClientOptions(), stack.Faults)));
        await stack._worker.StartAsync(cancellationToken);
        return stack;
    }

    /// <summary>Starts the app again if it has ended, as whoever watches it does.</summary>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (_app is { HasEnded: false })
        {
            return;
        }

        Restarts += _app is null ? 0 : 1;
        _app = await AppInProcess.StartAsync(_settings, Adjust, cancellationToken);
    }

    /// <summary>Waits until no message is left, in whatever state, and says how many are dead.</summary>
    public async Task<int> DrainQueuesAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in (string[])[QueueNames.Requests, QueueNames.Completions])
        {
            await using var receiver = _queues!.CreateReceiver(queue);
            while ((await receiver.PeekMessagesAsync(1, 0, cancellationToken)).Count > 0)
            {
                await EnsureRunningAsync(cancellationToken);
                await Task.Delay(10, cancellationToken);
            }
        }

        await using var dead = _queues!.CreateReceiver(QueueNames.Completions, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return (await dead.PeekMessagesAsync(10, 0, cancellationToken)).Count;
    }

    public async ValueTask DisposeAsync()
    {
        Faults.Plan = FaultPlan.None;
        await (_worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_app?.StopAsync() ?? Task.CompletedTask);
        await (_queues?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_broker?.DisposeAsync() ?? ValueTask.CompletedTask);
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

    private void Adjust(FunctionsApplicationBuilder builder)
    {
        var storage = _settings["Storage__ConnectionString"];
        builder.DurableProbe = Faults.Journal;
        builder.Services
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(new BlobServiceClient(storage, FaultPolicy.Install(new BlobClientOptions(), Faults)))
            .AddSingleton(new TableServiceClient(storage, FaultPolicy.Install(new TableClientOptions(), Faults)));
    }

    private async Task AzuriteAnswersAsync(CancellationToken cancellationToken)
    {
        while ((await Api.SendAsync(HttpMethod.Get, "v1/jobs?limit=1", null, TestSetup.ApiKey, cancellationToken)).Status != HttpStatusCode.OK)
        {
            await Task.Delay(20, cancellationToken);
        }
    }
}
