using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Loading;

/// <summary>Downloads users' networks from a blob container to this machine's disk, before the catalogue is read.</summary>
internal static class AddedDownload
{
    /// <param name="services">The worker's services; none that depends on the catalogue is created.</param>
    /// <param name="cancellationToken">Stops the download; networks that are complete stay intact.</param>
    /// <returns>A sentence if the worker cannot start; null otherwise.</returns>
    public static async Task<string?> FindFaultAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (FindSettings(services) is not { AddedContainer: { Length: > 0 } container } settings)
        {
            return null;
        }

        if (settings.Added is not { Length: > 0 } folder)
        {
            return "Models:AddedContainer needs Models:Added, the folder that its networks are downloaded to.";
        }

        try
        {
            var blobs = services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(container);
            await new AddedTransfer(new AddedModels(folder), (name, token) => OpenAsync(blobs, name, token), services.GetRequiredService<TimeProvider>()).TakeAsync(
                model => Console.WriteLine($"Downloading the network '{model}' from the container '{container}'."), cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is AdditionException or ModelCatalogueException or RequestFailedException or AggregateException
            or AuthenticationFailedException or OptionsValidationException or IOException or UnauthorizedAccessException)
        {
            return $"The networks in the container '{container}' cannot be downloaded: {exception.Message}";
        }
    }

    /// <summary>Reads the settings without validation: the networks that they name cannot be checked before they are downloaded.</summary>
    /// <returns>Null if they cannot be read, which the later check of all settings reports.</returns>
    private static ModelsOptions? FindSettings(IServiceProvider services)
    {
        try
        {
            var settings = new ModelsOptions();
            foreach (var configure in services.GetServices<IConfigureOptions<ModelsOptions>>())
            {
                configure.Configure(settings);
            }

            return settings;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<Stream?> OpenAsync(BlobContainerClient container, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }
}
