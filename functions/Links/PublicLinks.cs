using Microsoft.Extensions.Options;
using SegFunctions.Contract;

namespace SegFunctions.Links;

/// <summary>Absolute addresses under the public base URL.</summary>
public sealed class PublicLinks(LinkSigner signer, IOptions<LinkOptions> options, TimeProvider time)
{
    /// <summary>How long a link is valid.</summary>
    public TimeSpan Lifetime => options.Value.Lifetime;

    private string FilePrefix => $"{Base}/files/";

    private string Base => options.Value.PublicBaseUrl!.AbsoluteUri.TrimEnd('/');

    /// <summary>A link with which anyone can download this blob until it expires.</summary>
    public string ToFile(BlobReference blob) => ToFile(blob, Lifetime);

    /// <inheritdoc cref="ToFile(BlobReference)"/>
    public string ToFile(BlobReference blob, TimeSpan lifetime) =>
        To("files", signer.Sign(LinkPurpose.File, lifetime, blob.Container, blob.Name));

    /// <summary>A download link that is valid until the file itself expires, after which the file counts as deleted.</summary>
    public string ToFile(BlobReference blob, DateTimeOffset end) =>
        To("files", signer.Sign(LinkPurpose.KeptFile, end - time.GetUtcNow(), blob.Container, blob.Name));

    public string To(string path, string token) =>
        $"{Base}/{path}/{token}";

    /// <returns>The token of an address that <see cref="ToFile(BlobReference)"/> may have made; null for any other.</returns>
    public string? FindFileToken(string url) =>
        url.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) ? url[FilePrefix.Length..] : null;

    /// <returns>The blob that the token names; null if it is not a valid link to a file.</returns>
    public BlobReference? TryReadFile(string token) =>
        (signer.TryRead(LinkPurpose.File, token) ?? signer.TryRead(LinkPurpose.KeptFile, token)) is [var container, var name]
            ? new BlobReference(container, name)
            : null;

    /// <summary>Whether the token is a link to a kept file that has expired.</summary>
    public bool LedToFile(string token) => signer.HasExpired(LinkPurpose.KeptFile, token);
}
