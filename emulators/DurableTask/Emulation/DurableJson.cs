using System.Text.Json;

namespace Microsoft.DurableTask.Emulation;

/// <summary>The JSON of inputs, outputs, events and custom status, as a Functions worker writes it.</summary>
internal static class DurableJson
{
    /// <summary>Names as declared, read without regard to case, fields included.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNameCaseInsensitive = true,
        IncludeFields = true,
    };
}
