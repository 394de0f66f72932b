using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>Names in JSON objects that clients sent; one that is not valid Unicode is as unknown as any other.</summary>
internal static class JsonNames
{
    /// <returns>The value of the last property by that name; null if there is none.</returns>
    public static JsonElement? Find(JsonElement json, string name)
    {
        JsonElement? found = null;
        foreach (var property in json.EnumerateObject())
        {
            if (JsonEscapes.IsUnicode(property) && property.NameEquals(name))
            {
                found = property.Value;
            }
        }

        return found;
    }
}
