using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>Names in JSON objects that clients sent, where an escape may spell half a character.</summary>
internal static class JsonNames
{
    /// <returns>The value of the last property by that name; null if there is none.</returns>
    public static JsonElement? Find(JsonElement json, string name)
    {
        try
        {
            return json.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Some other name is no text at all.
            var last = json.EnumerateObject().LastOrDefault(property => FindName(property) == name);
            return last.Value.ValueKind == JsonValueKind.Undefined ? null : last.Value;
        }
    }

    /// <returns>Null if it is not valid Unicode.</returns>
    public static string? FindName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, written as an escape.
            return null;
        }
    }
}
