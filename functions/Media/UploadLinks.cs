using System.Globalization;
using Microsoft.Extensions.Options;
using SegFunctions.Links;

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
