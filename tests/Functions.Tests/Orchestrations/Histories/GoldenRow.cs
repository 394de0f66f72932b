using System.Text.Json;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <param name="Sequence">Within the instance.</param>
/// <param name="Event">As the journal keeps it.</param>
internal sealed record GoldenRow(long Sequence, JsonElement Event)
{
    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(Event);
}
