using System.Globalization;
using System.Security.Cryptography;
using Azure.Storage.Sas;
using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Links;
using SegFunctions.Storage;

namespace SegFunctions.Media;

/// <summary>Signed links that accept one upload each.</summary>
public sealed class UploadLinks(LinkSigner signer, PublicLinks links, IOptions<MediaOptions> options)
{
    public TimeSpan Lifetime => options.Value.UploadLinkLifetime;

    public string For(UploadTicket ticket) => For(ticket, Lifetime);

    public string For(UploadTicket ticket, TimeSpan lifetime)
    {
        var keptUntil = ticket.KeptUntil?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? "";
        return links.To("uploads", signer.Sign(LinkPurpose.Upload, lifetime, ticket.Account, ticket.UploadId, ticket.ContentType, keptUntil));
    }

    /// <returns>Null if the token was altered or has expired.</returns>
    public UploadTicket? TryRead(string token) => signer.TryRead(LinkPurpose.Upload, token) is [var account, var id, var contentType, var keptUntil]
        ? new UploadTicket(
            account, id, contentType, keptUntil.Length == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(long.Parse(keptUntil, CultureInfo.InvariantCulture)))
        : null;
}

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

/// <summary>Permission to upload one input.</summary>
/// <param name="Account">Owner of the upload.</param>
/// <param name="UploadId">32 hex digits; cannot be guessed.</param>
/// <param name="ContentType">A media type from <see cref="MediaTypes.FindUploadable"/>; the upload must declare the same.</param>
/// <param name="KeptUntil">When the upload is deleted if no job has used it, in whole seconds; null for the service's default.</param>
public sealed record UploadTicket(string Account, string UploadId, string ContentType, DateTimeOffset? KeptUntil = null)
{
    private const int IdBytes = 16;

    public BlobReference Blob => BlobOf(Account, UploadId);

    public static UploadTicket Draw(string account, string contentType) =>
        new(account, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), contentType);

    /// <summary>Whether the text has the form of an upload's id, and may thus become part of a blob's name.</summary>
    public static bool IsUploadId(string text) => text.Length == IdBytes * 2 && text.All(char.IsAsciiHexDigitLower);

    /// <param name="uploadId">Passes <see cref="IsUploadId"/>.</param>
    public static BlobReference BlobOf(string account, string uploadId) => new(Containers.Inputs, $"{account}/{uploadId}");
}
