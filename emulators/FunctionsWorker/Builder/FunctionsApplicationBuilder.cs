using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Collects what the app consists of: settings, services, middleware. The functions are found by themselves.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _hasBuilt;

    internal FunctionsApplicationBuilder(string[] args)
    {
        _web = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT"),
        });
        _web.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    public ConfigurationManager Configuration => _web.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IServiceCollection Services => _web.Services;

    /// <summary>Where functions are looked for. Default: the program's own assembly.</summary>
    internal IEnumerable<Type> FunctionTypes { get; set; } = Assembly.GetEntryAssembly()?.GetTypes() ?? [];

    /// <summary>Default: beside the program.</summary>
    internal string HostJsonPath { get; set; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>After this a request is answered with 504. Default: as long as Azure's front end waits.</summary>
    internal TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(230);

    /// <summary>Beside the durable state's commits, in a test.</summary>
    internal CommitProbe? DurableProbe { get; set; }

    /// <summary>Told of every builder made from here on down the calls, just before it builds: a test can run a program as it is, and still reach in.</summary>
    internal static AsyncLocal<Action<FunctionsApplicationBuilder>?> Building { get; } = new();

    internal bool AspNetCoreIsConfigured { get; set; }

    /// <exception cref="InvalidOperationException">Called twice, or a function cannot start; the message names it.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        Building.Value?.Invoke(this);
        _hasBuilt = true;
        return HostComposition.Compose(this, _web, _middleware);
    }

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _middleware.Add(middleware);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (_hasBuilt)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}
