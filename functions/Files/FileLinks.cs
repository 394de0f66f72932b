using System.Globalization;
using Azure.Storage.Sas;
using Microsoft.Extensions.Options;
using SegFunctions.Links;
using SegFunctions.Storage;

namespace SegFunctions.Files;

/// <summary>Signed links that take a file's content, whole or in parts, and those where it is got.</summary>
public sealed class FileLinks(LinkSigner signer, PublicLinks links, BlobSas sas, BlobStore blobs, IOptions<LinkOptions> options)
{
    /// <summary>How long content may come after it was announced.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromDays(7);

    /// <param name="path">The route that takes it.</param>
    public string ToContent(string path, StoredFile file) =>
        links.To(path, signer.Sign(LinkPurpose.FileContent, UploadLifetime, file.Scope.Account, file.Scope.Project, file.Id.ToString()));

    /// <returns>Null if the token was altered or has expired.</returns>
    public (FileScope Scope, FileId Id)? TryReadContent(string token) =>
        signer.TryRead(LinkPurpose.FileContent, token) is [var account, var project, var id] ? (new FileScope(account, project), ReadId(id)) : null;

    /// <param name="path">The route that takes it, where the storage account itself does not.</param>
    /// <param name="part">From 0.</param>
    public async Task<string> ToPartAsync(string path, StoredFile file, PartedUpload upload, int part, CancellationToken cancellationToken)
    {
        if (!options.Value.DirectToStorage)
        {
            var place = part.ToString(CultureInfo.InvariantCulture);
            return links.To(
                path, signer.Sign(LinkPurpose.FilePart, UploadLifetime, file.Scope.Account, file.Scope.Project, file.Id.ToString(), upload.Id, place));
        }

        await blobs.EnsureContainerAsync(upload.Blob.Container, cancellationToken);
        // A block needs the right to write, with which its owner could also write over the whole, as long as the link lives.
        var address = await sas.SignAsync(upload.Blob, BlobSasPermissions.Write, BlobSas.MaxLifetime, null, cancellationToken);
        return $"{address.AbsoluteUri}&comp=block&blockid={Uri.EscapeDataString(PartBlocks.IdOf(part, PartBlocks.DirectAttempt, 0, isLast: true))}";
    }

    /// <returns>Null if the token was altered or has expired.</returns>
    public PartLink? TryReadPart(string token) => signer.TryRead(LinkPurpose.FilePart, token) is [var account, var project, var id, var upload, var part]
        ? new PartLink(new FileScope(account, project), ReadId(id), upload, int.Parse(part, CultureInfo.InvariantCulture))
        : null;

    /// <summary>The address where anyone can download the content until the link expires.</summary>
    public string ToDownload(FileContent content, TimeSpan lifetime) => links.ToFile(content.Blob, lifetime);

    private static FileId ReadId(string text) => new(long.Parse(text, CultureInfo.InvariantCulture));
}

/// <summary>Permission to upload one part.</summary>
/// <param name="Part">From 0.</param>
public sealed record PartLink(FileScope Scope, FileId Id, string UploadId, int Part);
