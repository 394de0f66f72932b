using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.Telemetry;

/// <summary>A whole stack of real processes that export telemetry to a collector in this process.</summary>
internal sealed class TracedStack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _data;
    private readonly DataFolder _folder;
    private readonly Uri _baseUrl;
    private readonly SupervisedChild[] _services;
    private readonly SupervisedChild[] _programs;

    private TracedStack(DirectoryInfo data, DataFolder folder, StackPlans plans, Collector collector, Uri baseUrl)
    {
        (_data, _folder, _baseUrl, Collector) = (data, folder, baseUrl, collector);
        _services = [Supervise(plans.Azurite()), Supervise(plans.Broker())];
        _programs = [Supervise(Traced(plans.Functions())), Supervise(Traced(plans.Workers().Single()))];
        Api = new ApiUnderTest(baseUrl, TestSetup.ApiKey);
    }

    /// <summary>Complete once the programs have stopped.</summary>
    public Collector Collector { get; }

    public ApiUnderTest Api { get; }

    public static async Task<TracedStack> StartAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("segfunctions-tests-");
        TestSetup.ShortenLocks(data.FullName);
        var options = await TestSetup.OptionsAsync(data.FullName, workers: 1);
        var folder = await DataFolder.OpenAsync(data.FullName, TestSetup.Guard.Mark, cancellationToken);
        var ports = StackPorts.Choose(null, workers: 1);
        var plans = new StackPlans(options, ports, folder, BuildOutputs.Find());
        var collector = await Collector.StartAsync(cancellationToken);
        var stack = new TracedStack(data, folder, plans, collector, new Uri(StackPorts.UrlOf(ports.Functions)));
        try
        {
            await stack.StartAsync();
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the functions app and the worker, so that everything is exported.</summary>
    public Task StopProgramsAsync() => Task.WhenAll(_programs.Select(program => program.StopAsync(Patience)));

    public async ValueTask DisposeAsync()
    {
        await StopProgramsAsync();
        await Task.WhenAll(_services.Select(service => service.StopAsync(Patience)));
        foreach (var child in (SupervisedChild[])[.. _programs, .. _services])
        {
            child.Dispose();
        }

        await Collector.DisposeAsync();
        Api.Dispose();
        _folder.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        foreach (var child in (SupervisedChild[])[.. _services, .. _programs])
        {
            child.Start();
        }

        using var probe = new StackProbe(_baseUrl);
        using var patience = new CancellationTokenSource(Patience);
        while (await probe.FindFaultAsync(patience.Token) is not null)
        {
            await Task.Delay(Look, patience.Token);
        }
    }

    private SupervisedChild Supervise(ChildPlan plan) => new(plan, _folder.LogOf(plan.Name), _ => { }, TimeProvider.System);

    private ChildPlan Traced(ChildPlan plan) => plan with { Settings = new Dictionary<string, string>(plan.Settings.Concat(Collector.Settings)) };
}
