using System.Net;

namespace SegFunctions.Fetching;

/// <summary>Checks an address from a client as far as possible without DNS; the address that it resolves to is checked when connecting.</summary>
public sealed class OutgoingUrls(AddressRules rules)
{
    public const int MaxLength = 2048;
    private const string LocalName = "localhost";

    /// <summary>Checks a picture's address: http or https.</summary>
    /// <returns>What is wrong with it, as the end of a sentence that begins with the field's name; null if it may be tried.</returns>
    public string? FindInputFault(string text) => FindFault(text, isTaken: static uri => uri.Scheme is "http" or "https", "an http or https address");

    /// <summary>Checks a webhook's address: https, or http if a private network is allowed, for a receiver inside it.</summary>
    /// <inheritdoc cref="FindInputFault"/>
    public string? FindWebhookFault(string text) => FindFault(
        text,
        uri => uri.Scheme == "https" || (uri.Scheme == "http" && rules.OpensPrivateNetworks),
        "an https address");

    /// <summary>The address for logs: without query string and user info, which may contain secrets.</summary>
    public static string ForLog(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private string? FindFault(string text, Func<Uri, bool> isTaken, string kind)
    {
        if (text.Length > MaxLength)
        {
            return $"must have at most {MaxLength} characters";
        }

        if (text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '\\')
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || !isTaken(url)
            || FindHost(url) is not { Length: > 0 } host
            || url.Host.Any(IsForeignNumber))
        {
            return $"must be {kind}";
        }

        if (url.UserInfo.Length > 0)
        {
            return "must not hold a user name or a password";
        }

        return MayBeOpened(host) ? null : "leads into a network that this service does not open";
    }

    /// <returns>The name as DNS spells it; null if it contains characters that no name may have, which the URI parser lets pass.</returns>
    private static string? FindHost(Uri url)
    {
        try
        {
            return url.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>Whether it is a full-width or circled digit, for example, which a resolver may read as the plain digit.</summary>
    private static bool IsForeignNumber(char letter) => !char.IsAscii(letter) && char.IsNumber(letter);

    private bool MayBeOpened(string name)
    {
        var host = name.TrimEnd('.').Trim('[', ']');
        if (IPAddress.TryParse(host, out var address))
        {
            return rules.Allows(address);
        }

        var isLocal = host.Equals(LocalName, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + LocalName, StringComparison.OrdinalIgnoreCase);
        return !isLocal || rules.Allows(IPAddress.Loopback) || rules.Allows(IPAddress.IPv6Loopback);
    }
}
