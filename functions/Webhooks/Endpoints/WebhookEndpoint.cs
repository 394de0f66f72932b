using System.Security.Cryptography;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Endpoints;

/// <summary>A receiver that hears of all jobs of an account.</summary>
/// <param name="Id"><c>ep_</c> and 16 hexadecimal digits.</param>
/// <param name="Name">For people.</param>
/// <param name="Events">At least one.</param>
/// <param name="Receiver">Where and how.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Disabled">Why nothing is sent to it; null while something is.</param>
/// <param name="FailingSince">The first failure after the last success; null if the last attempt succeeded.</param>
/// <param name="PausedUntil">It asked for slower requests: nothing is sent before then.</param>
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

/// <summary>Why an endpoint gets nothing. The words are stored.</summary>
public enum EndpointDisabled
{
    /// <summary>Its owner has switched it off.</summary>
    ByOwner,

    /// <summary>It answered 410: it wants nothing more.</summary>
    Gone,

    /// <summary>For days nothing but failures.</summary>
    Failing,
}
