using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SegFunctions.Models.Catalogue;

/// <summary>Reads <c>{"models": […]}</c> and reports every fault at once.</summary>
internal static class ModelCatalogueReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="json">UTF-8.</param>
    /// <param name="origin">Named in the messages.</param>
    /// <exception cref="ModelCatalogueException">There are faults; the message has one line per fault.</exception>
    public static IReadOnlyList<ModelEntry> Read(Stream json, string origin)
    {
        var models = new List<ModelEntry>();
        var faults = new List<string>();
        foreach (var (node, index) in ReadEntries(json, origin).Select((node, index) => (node, index)))
        {
            var label = FindText(node, "name") is { } name ? $"{origin}: model '{name}'" : $"{origin}: model {index}";
            if (TryRead(node, out var model, out var fault))
            {
                models.Add(model);
                faults.AddRange(ModelEntryRules.FindFaults(model).Select(found => $"{label}: {found}."));
            }
            else
            {
                faults.Add($"{label}: {fault}");
            }
        }

        return faults.Count == 0 ? models : throw new ModelCatalogueException(string.Join('\n', faults));
    }

    private static List<JsonObject?> ReadEntries(Stream json, string origin)
    {
        try
        {
            return JsonNode.Parse(json)?["models"] is JsonArray entries
                ? [.. entries.Select(entry => entry as JsonObject)]
                : throw new ModelCatalogueException($"{origin}: there is no list 'models'.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ModelCatalogueException($"{origin}: not the JSON of a catalogue. {exception.Message}", exception);
        }
    }

    private static bool TryRead(JsonObject? node, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ModelEntry? model, out string fault)
    {
        model = null;
        fault = string.Empty;
        var kind = FindText(node, "kind");
        if (node is null || kind is null || ModelKinds.FindType(kind) is not { } type)
        {
            fault = $"kind '{kind}' is unknown; the known kinds are {string.Join(", ", ModelKinds.Names)}.";
            return false;
        }

        node.Remove("kind");
        try
        {
            model = (ModelEntry)node.Deserialize(type, Options)!;
            if (model.Files.All(file => file is not null && file.From.All(path => path is not null)))
            {
                return true;
            }

            // The serializer checks properties for null, but not the elements of lists.
            fault = "its files include null.";
            return false;
        }
        catch (JsonException exception)
        {
            fault = exception.Message;
            return false;
        }
    }

    private static string? FindText(JsonObject? node, string property) =>
        node?[property] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
