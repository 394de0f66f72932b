using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace SegFunctions.Connections;

/// <summary>Where traces and metrics go: to Application Insights, to a collector, or to both.</summary>
public sealed class TelemetryExport
{
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly string? _insights;
    private readonly bool _hasCollector;

    private TelemetryExport(string? insights, bool hasCollector) => (_insights, _hasCollector) = (insights, hasCollector);

    /// <returns>Null if telemetry goes nowhere; then nothing is measured.</returns>
    public static TelemetryExport? Find(IConfiguration configuration)
    {
        var (insights, collector) = (configuration[Insights], configuration[Collector]);
        return string.IsNullOrEmpty(insights) && string.IsNullOrEmpty(collector) ? null : new TelemetryExport(insights, !string.IsNullOrEmpty(collector));
    }

    public void AddTo(IOpenTelemetryBuilder telemetry)
    {
        if (!string.IsNullOrEmpty(_insights))
        {
            telemetry.UseAzureMonitorExporter(options => options.ConnectionString = _insights);
            telemetry.Services.AddOptions<AzureMonitorExporterOptions>().Configure<TokenCredential>((options, credential) => options.Credential = credential);
        }

        if (_hasCollector)
        {
            telemetry.UseOtlpExporter();
        }
    }
}
