using Microsoft.Extensions.Options;
using SegFunctions.Links;

namespace SegFunctions.Media;

/// <summary>Signed links that take one upload each.</summary>
public sealed class UploadLinks(LinkSigner signer, PublicLinks links, IOptions<MediaOptions> options)
{
    public TimeSpan Lifetime => options.Value.UploadLinkLifetime;

    public string For(UploadTicket ticket) =>
        links.To("uploads", signer.Sign(LinkPurpose.Upload, Lifetime, ticket.Account, ticket.UploadId, ticket.ContentType));

    /// <returns>Null when the token was altered or has expired.</returns>
    public UploadTicket? TryRead(string token) =>
        signer.TryRead(LinkPurpose.Upload, token) is [var account, var id, var contentType] ? new UploadTicket(account, id, contentType) : null;
}
