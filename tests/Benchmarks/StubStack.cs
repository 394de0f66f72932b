using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using SegFunctions.Local.Setup;
using SegFunctions.Local.Stack;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks;

/// <summary>The whole service except the networks, with a temporary folder: processes as <c>serve</c> starts them, and <see cref="StubWorker"/> in this one.</summary>
internal sealed class StubStack : IAsyncDisposable
{
    public const string ApiKey = "benchmark";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ProcessGuard _guard = ProcessGuard.Start();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
    private DataFolder? _folder;
    private ServiceBusClient? _queues;
    private StubWorker? _worker;

    private StubStack()
    {
    }

    public IReadOnlyList<SupervisedChild> Children { get; private set; } = [];

    public Uri Server { get; private set; } = new("http://localhost");

    public static async Task<StubStack> StartAsync(bool allowsLoopback, CancellationToken cancellationToken)
    {
        var stack = new StubStack();
        try
        {
            await stack.OpenAsync(allowsLoopback, cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_queues?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var child in Children.Reverse())
        {
            await child.StopAsync(TimeSpan.FromSeconds(10));
            child.Dispose();
        }

        _folder?.Dispose();
        _guard.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task OpenAsync(bool allowsLoopback, CancellationToken cancellationToken)
    {
        var azurite = await new AzuriteInstaller(UserFolders.Cache, TimeProvider.System)
            .EnsureAsync(new Local.Output.LineScreen(Console.Error), cancellationToken);
        _folder = await DataFolder.OpenAsync(_data.FullName, _guard.Mark, cancellationToken);
        var ports = StackPorts.Choose(null, workers: 0);
        var options = new StackOptions(_data.FullName, azurite, "", ApiKey, null, Workers: 0) { AllowsLoopback = allowsLoopback };
        var plans = new StackPlans(options, ports, _folder, BuildOutputs.Find());
        var functions = plans.Functions();
        Children = [Supervise(plans.Broker()), Supervise(plans.Azurite()), Supervise(functions)];
        Server = new Uri(StackPorts.UrlOf(ports.Functions));
        using (var probe = new StackProbe(Server))
        {
            while (await probe.FindFaultAsync(cancellationToken) is not null)
            {
                await Task.Delay(Look, cancellationToken);
            }
        }

        _queues = new ServiceBusClient(functions.Settings["ServiceBus"]);
        _worker = new StubWorker(_queues, new BlobServiceClient(functions.Settings["Storage__ConnectionString"]));
        await _worker.StartAsync(cancellationToken);
    }

    private SupervisedChild Supervise(ChildPlan plan)
    {
        var child = new SupervisedChild(plan, _folder!.LogOf(plan.Name), exit => Console.Error.WriteLine($"{exit.Name} ended with {exit.ExitCode}."), TimeProvider.System);
        child.Start();
        return child;
    }
}
