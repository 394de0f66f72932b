using System.Globalization;
using Azure.Storage.Sas;
using Microsoft.Extensions.Options;
using SegFunctions.Links;
using SegFunctions.Storage;

namespace SegFunctions.Files;

/// <summary>Signed links for uploading a file's content, whole or in parts, and for downloading it.</summary>
public sealed class FileLinks(LinkSigner signer, PublicLinks links, BlobSas sas, BlobStore blobs, IOptions<LinkOptions> options)
{
    /// <summary>How long after a file was announced its content may be uploaded.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromDays(7);

    /// <param name="path">The route that accepts the upload.</param>
    public string ToContent(string path, StoredFile file) =>
        links.To(path, signer.Sign(LinkPurpose.FileContent, UploadLifetime, file.Scope.Account, file.Scope.Project, file.Id.ToString()));

    /// <returns>Null if the token was altered or has expired.</returns>
    public (FileScope Scope, FileId Id)? TryReadContent(string token) =>
        signer.TryRead(LinkPurpose.FileContent, token) is [var account, var project, var id] ? (new FileScope(account, project), ReadId(id)) : null;

    /// <param name="path">The route that accepts the upload if clients may not use the storage account itself.</param>
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
        // Uploading a block needs the permission to write, with which its holder could also replace the whole blob while the link is valid.
        var address = await sas.SignAsync(upload.Blob, BlobSasPermissions.Write, BlobSas.MaxLifetime, null, cancellationToken);
        return $"{address.AbsoluteUri}&comp=block&blockid={Uri.EscapeDataString(PartBlocks.IdOf(part, PartBlocks.DirectAttempt, 0, isLast: true))}";
    }

    /// <returns>Null if the token was altered or has expired.</returns>
    public PartLink? TryReadPart(string token) => signer.TryRead(LinkPurpose.FilePart, token) is [var account, var project, var id, var upload, var part]
        ? new PartLink(new FileScope(account, project), ReadId(id), upload, int.Parse(part, CultureInfo.InvariantCulture))
        : null;

    /// <summary>A link with which anyone can download the content until it expires.</summary>
    public string ToDownload(FileContent content, TimeSpan lifetime) => links.ToFile(content.Blob, lifetime);

    private static FileId ReadId(string text) => new(long.Parse(text, CultureInfo.InvariantCulture));
}

/// <summary>Permission to upload one part.</summary>
/// <param name="Part">From 0.</param>
public sealed record PartLink(FileScope Scope, FileId Id, string UploadId, int Part);
