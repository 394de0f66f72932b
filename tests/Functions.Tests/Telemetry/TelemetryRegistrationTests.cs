using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using SegFunctions.Telemetry;

namespace SegFunctions.Tests.Telemetry;

public sealed class TelemetryRegistrationTests
{
    private const string Insights = "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://127.0.0.1:9/";

    [Fact]
    public void Nothing_is_traced_where_nobody_is_told()
    {
        using var services = Build(new());

        Assert.Null(services.GetService<TracerProvider>());
    }

    [Fact]
    public void Application_Insights_and_a_collector_can_both_be_told()
    {
        using var services = Build(new() { ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = Insights, ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9" });

        Assert.NotNull(services.GetService<TracerProvider>());
    }

    /// <summary>Application Insights refuses clients without an identity.</summary>
    [Fact]
    public void Application_Insights_is_told_with_the_app_s_identity()
    {
        using var services = Build(new() { ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = Insights });

        var options = services.GetRequiredService<IOptions<AzureMonitorExporterOptions>>().Value;

        Assert.Equal((Insights, services.GetRequiredService<TokenCredential>()), (options.ConnectionString, options.Credential));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Information", true)]
    public void The_frameworks_lines_on_each_request_are_written_only_if_a_setting_asks_for_them(string? level, bool areWritten)
    {
        using var services = Build(new() { ["Logging:LogLevel:Default"] = "Information", ["Logging:LogLevel:Microsoft.AspNetCore"] = level });
        var loggers = services.GetRequiredService<ILoggerFactory>();
        using var log = new Log();
        loggers.AddProvider(log);

        Assert.Equal(areWritten, loggers.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information));
        Assert.True(loggers.CreateLogger("SegFunctions.Jobs").IsEnabled(LogLevel.Information));
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TokenCredential>(new DefaultAzureCredential())
            .AddTelemetry(configuration)
            .BuildServiceProvider();
    }

    /// <summary>Receives every line that the rules let through.</summary>
    private sealed class Log : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Taker();

        public void Dispose()
        {
        }

        private sealed class Taker : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
            }
        }
    }
}
