using Azure.Storage.Sas;
using Microsoft.Extensions.Options;
using SegFunctions.Links;
using SegFunctions.Storage;

namespace SegFunctions.Media;

/// <summary>Upload addresses in the storage account itself, for files too big for the app.</summary>
public sealed class DirectUploads(BlobStore blobs, BlobSas sas, UploadLinks links, IOptions<LinkOptions> options)
{
    /// <returns>An address that can create this one blob; null if direct uploads are off.</returns>
    public async Task<Uri?> FindAddressAsync(UploadTicket ticket, CancellationToken cancellationToken)
    {
        if (!options.Value.DirectToStorage)
        {
            return null;
        }

        // The address cannot create the container, so it must exist.
        await blobs.EnsureContainerAsync(ticket.Blob.Container, cancellationToken);
        return await sas.SignAsync(ticket.Blob, BlobSasPermissions.Create, links.Lifetime, null, cancellationToken);
    }
}
