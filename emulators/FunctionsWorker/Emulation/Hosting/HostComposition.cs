using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Durable;
using Microsoft.Azure.Functions.Worker.Emulation.Http;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Emulation.Queues;
using Microsoft.Azure.Functions.Worker.Emulation.Timers;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Emulation.Hosting;

/// <summary>Puts the host together. Triggers start in the order durable, queues, timers, HTTP and stop in the opposite one.</summary>
internal static class HostComposition
{
    private const string DefaultUrl = "http://127.0.0.1:7071";

    public static IHost Compose(
        FunctionsApplicationBuilder builder, WebApplicationBuilder web, IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        var settings = web.Configuration;
        var hostJson = HostJson.Read(builder.HostJsonPath, settings);
        var hub = new DurableHub();
        var catalogue = FunctionCatalogue.Discover(builder.FunctionTypes, CreateReader(hub, builder.AspNetCoreIsConfigured));
        var http = new HttpFunctions(catalogue, hostJson.RoutePrefix, settings.GetValue<bool>("AzureWebJobsDisableHomepage"));

        web.Logging.AddConfiguration(hostJson.Logging);
        ConfigureKestrel(web, builder.RequestTimeout);
        web.Services.AddSingleton(catalogue).AddSingleton(hostJson).AddSingleton(_ => hub)
            .AddSingleton(new DataDirectory(settings["EMULATOR_DATA"]))
            .AddSingleton(new HostKey(settings["EMULATOR_HOST_KEY"]))
            .AddSingleton<FunctionCall>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<FunctionInvoker>(services, Pipeline(services, middleware), Clock(services)))
            .AddSingleton<HttpInvocation>()
            .AddSingleton<QueueFailures>()
            .AddSingleton<DurableExecutor>()
            .AddHostedService(services => DurableListener(services, builder.DurableProbe))
            .AddHostedService(services => ActivatorUtilities.CreateInstance<QueueListeners>(services, Clock(services)))
            .AddHostedService(services => ActivatorUtilities.CreateInstance<TimerListeners>(services, Clock(services)));

        var app = web.Build();
        http.Map(app, app.Services.GetRequiredService<HttpInvocation>());
        return new FunctionsHost(app);
    }

    private static FunctionReader CreateReader(DurableHub hub, bool aspNetCoreIsConfigured) => new(
        [
            new HttpTriggerBinding(aspNetCoreIsConfigured),
            new QueueTriggerBinding(),
            new TimerTriggerBinding(),
            new OrchestrationTriggerBinding(),
            new ActivityTriggerBinding(),
        ],
        new AnyFunctionBinding(hub));

    private static void ConfigureKestrel(WebApplicationBuilder web, TimeSpan requestTimeout)
    {
        if (string.IsNullOrEmpty(web.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            web.WebHost.UseUrls(DefaultUrl);
        }

        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = HttpInvocation.LargestBody;
            kestrel.AddServerHeader = false;
        });
        web.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = requestTimeout,
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        });
    }

    private static FunctionExecutionDelegate Pipeline(
        IServiceProvider services, IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware) =>
        middleware.Reverse().Aggregate((FunctionExecutionDelegate)services.GetRequiredService<FunctionCall>().RunAsync, (next, around) => around(next));

    private static DurableListener DurableListener(IServiceProvider services, CommitProbe? probe)
    {
        var listener = ActivatorUtilities.CreateInstance<DurableListener>(services, Clock(services));
        listener.Probe = probe;
        return listener;
    }

    /// <summary>The app's clock if it has one. None is registered here, since the real host registers none.</summary>
    private static TimeProvider Clock(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;
}
