using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.Telemetry;

/// <summary>Azurite and the broker as processes; the functions app and a worker with its networks in this one, both telling a collector, and this test, what they do.</summary>
internal sealed class TracedStack : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly DataFolder _folder;
    private readonly SupervisedChild _azurite;
    private readonly SupervisedChild _broker;
    private AppInProcess? _app;
    private WorkerInProcess? _worker;

    private TracedStack(DirectoryInfo data, DataFolder folder, StackPlans plans, Collector collector, Uri baseUrl)
    {
        (_data, _folder, Collector) = (data, folder, collector);
        _azurite = new SupervisedChild(plans.Azurite(), folder.LogOf("azurite"), _ => { }, TimeProvider.System);
        _broker = new SupervisedChild(plans.Broker(), folder.LogOf("service-bus"), _ => { }, TimeProvider.System);
        Api = new ApiUnderTest(baseUrl, TestSetup.ApiKey);
    }

    public Collector Collector { get; }

    public ApiUnderTest Api { get; }

    /// <summary>Of the functions app. Complete once it has stopped.</summary>
    public List<Activity> AppActivities { get; } = [];

    /// <inheritdoc cref="AppActivities"/>
    public List<Activity> WorkerActivities { get; } = [];

    /// <inheritdoc cref="AppActivities"/>
    public List<Metric> WorkerMetrics { get; } = [];

    public static async Task<TracedStack> StartAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("segfunctions-tests-");
        TestSetup.ShortenLocks(data.FullName);
        var options = await TestSetup.OptionsAsync(data.FullName, workers: 1);
        var folder = await DataFolder.OpenAsync(data.FullName, TestSetup.Guard.Mark, cancellationToken);
        var plans = new StackPlans(options, StackPorts.Choose(null, workers: 1), folder, BuildOutputs.Find());
        var collector = await Collector.StartAsync(cancellationToken);
        var stack = new TracedStack(data, folder, plans, collector, new Uri(plans.Functions().Settings["ASPNETCORE_URLS"]));
        stack._azurite.Start();
        stack._broker.Start();
        stack._app = await AppInProcess.StartAsync(
            Settings(plans.Functions(), collector),
            builder => builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(stack.AppActivities)),
            cancellationToken);
        stack._worker = await WorkerInProcess.StartAsync(
            Settings(plans.Workers().Single(), collector),
            services => services
                .ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(stack.WorkerActivities))
                .ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddInMemoryExporter(stack.WorkerMetrics)),
            cancellationToken);
        return stack;
    }

    /// <summary>Stops both apps, so that everything is exported.</summary>
    public async Task StopAppsAsync()
    {
        await (_worker?.StopAsync() ?? Task.CompletedTask);
        await (_app?.StopAsync() ?? Task.CompletedTask);
        (_worker, _app) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAppsAsync();
        foreach (var child in (SupervisedChild[])[_broker, _azurite])
        {
            await child.StopAsync(TimeSpan.FromSeconds(10));
            child.Dispose();
        }

        await Collector.DisposeAsync();
        Api.Dispose();
        _folder.Dispose();
        _data.Delete(recursive: true);
    }

    private static Dictionary<string, string> Settings(ChildPlan plan, Collector collector) =>
        new(plan.Settings.Concat(collector.Settings)) { ["urls"] = plan.Settings["ASPNETCORE_URLS"] };
}
