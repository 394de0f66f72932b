using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;
using SegFunctions.Connections;
using SegFunctions.Telemetry;

namespace SegFunctions.CrossOrigin;

/// <summary>
/// Sets the storage account's CORS rules, so that pages of other origins can use its own addresses too. Only with an account key, as on one machine: in Azure the app must
/// not change the account, and the deployment sets the rules.
/// </summary>
internal sealed class DirectUploadOrigins(
    BlobServiceClient service, IOptions<CrossOriginOptions> origins, IOptions<BlobConnection> storage, ILogger<DirectUploadOrigins> logger) : BackgroundService
{
    private const int RememberedSeconds = 3600;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (origins.Value.Origins.Count == 0 || string.IsNullOrEmpty(storage.Value.ConnectionString))
        {
            return;
        }

        try
        {
            BlobServiceProperties properties = await service.GetPropertiesAsync(stoppingToken);
            properties.Cors = [Rule(origins.Value.Origins)];
            await service.SetPropertiesAsync(properties, stoppingToken);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            // Everything except direct uploads and downloads from other origins works without the rules.
            logger.OriginsNotSet(exception);
        }
    }

    private static BlobCorsRule Rule(IEnumerable<string> origins) => new()
    {
        AllowedOrigins = string.Join(',', origins),
        AllowedMethods = "GET,HEAD,PUT,OPTIONS",
        AllowedHeaders = "*",
        ExposedHeaders = "*",
        MaxAgeInSeconds = RememberedSeconds,
    };
}
