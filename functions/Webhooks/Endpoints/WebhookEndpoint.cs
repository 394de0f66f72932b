using System.Security.Cryptography;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Endpoints;

/// <summary>A receiver of webhooks about all jobs of an account.</summary>
/// <param name="Id"><c>ep_</c> and 16 hexadecimal digits.</param>
/// <param name="Name">Display name.</param>
/// <param name="Events">At least one.</param>
/// <param name="Receiver">Address, keys and headers.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Disabled">Why it is disabled; null if it is not.</param>
/// <param name="FailingSince">Time of the first failure since the last success; null if the last attempt succeeded.</param>
/// <param name="PausedUntil">Nothing is sent before this time, since the endpoint was overwhelmed; null for no pause.</param>
public sealed record WebhookEndpoint(
    string Account,
    string Id,
    string Name,
    WebhookEvents Events,
    Receiver Receiver,
    DateTimeOffset Created,
    EndpointDisabled? Disabled = null,
    DateTimeOffset? FailingSince = null,
    DateTimeOffset? PausedUntil = null)
{
    private const int IdBytes = 8;
    private const string Prefix = "ep_";

    public static string DrawId() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    public static bool IsId(string text) => text.Length == Prefix.Length + (IdBytes * 2)
        && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length..].All(char.IsAsciiHexDigitLower);
}

/// <summary>Why an endpoint is disabled. The names are stored.</summary>
public enum EndpointDisabled
{
    /// <summary>Its owner has disabled it.</summary>
    ByOwner,

    /// <summary>It responded with 410 Gone: it wants no more messages.</summary>
    Gone,

    /// <summary>All attempts have failed for <see cref="WebhookOptions.DisableAfter"/>.</summary>
    Failing,
}
