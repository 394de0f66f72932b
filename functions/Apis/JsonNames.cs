using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>Looks up names in clients' JSON objects; a name that is not valid Unicode is simply an unknown one.</summary>
internal static class JsonNames
{
    /// <returns>The value of the last property with that name; null if there is none.</returns>
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
