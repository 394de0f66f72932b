using SegFunctions.Contract;

namespace SegFunctions.Webhooks;

/// <summary>Where messages are sent, and the keys that sign them. Only stored encrypted.</summary>
/// <param name="Url">May contain secrets.</param>
/// <param name="Secret">As its dialect spells it; null for a dialect without secrets.</param>
/// <param name="SigningKey"><c>whsk_…</c>; null unless ed25519 was requested.</param>
/// <param name="Retired">The previous secret and key, which still sign for a while; null if there are none.</param>
/// <param name="Headers">Extra headers, sent with every message.</param>
public sealed record Receiver(
    string Url,
    string? Secret,
    string? SigningKey = null,
    RetiredKeys? Retired = null,
    IReadOnlyDictionary<string, string>? Headers = null)
{
    public static Receiver Read(BinaryData json) => json.ToObjectFromJson<Receiver>(ContractJson.Options)!;

    public BinaryData Write() => BinaryData.FromObjectAsJson(this, ContractJson.Options);
}

/// <param name="Until">Until when they sign.</param>
public sealed record RetiredKeys(string Secret, string? SigningKey, DateTimeOffset Until);
