using System.Net;

namespace SegFunctions.Fetching;

/// <summary>Checks what can be checked of a client's address without DNS; where it really leads is checked when connecting.</summary>
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

    /// <summary>For logs: without the query and the user info, which may contain secrets.</summary>
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

    /// <returns>The name as DNS knows it; null if it has letters that no name can have, which the parser of addresses lets pass.</returns>
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

    /// <summary>A full-width or circled digit, which a resolver may read as the plain one.</summary>
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
