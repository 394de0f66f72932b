using SegFunctions.Contract;

namespace SegFunctions.Webhooks;

/// <summary>Where messages go and what proves that they are ours. Stored encrypted only.</summary>
/// <param name="Url">May hold secrets.</param>
/// <param name="Secret">As its dialect spells it; null where it has none.</param>
/// <param name="SigningKey"><c>whsk_…</c>; null unless the receiver asked for ed25519.</param>
/// <param name="Retired">What was valid before, as long as it still signs.</param>
/// <param name="Headers">Sent with every message.</param>
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

/// <param name="Until">They sign up to then.</param>
public sealed record RetiredKeys(string Secret, string? SigningKey, DateTimeOffset Until);
