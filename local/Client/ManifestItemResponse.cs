using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Local.Client;

/// <summary>A picture's or a video's results. Their <c>masks</c> are of two types, for which the generated code has no word.</summary>
internal sealed partial record ManifestItemResponse : IJsonOnDeserialized
{
    /// <summary>A picture's masks; empty for a video.</summary>
    [JsonIgnore]
    public IReadOnlyList<MaskItem> PictureMasks { get; private set; } = [];

    /// <summary>Key of the asset with all masks of a video; null for a picture.</summary>
    [JsonIgnore]
    public string? VideoMasks { get; private set; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Masks.ValueKind == JsonValueKind.String)
        {
            VideoMasks = Masks.GetString();
        }
        else
        {
            PictureMasks = Masks.Deserialize<IReadOnlyList<MaskItem>>(ApiConnection.Json) ?? [];
        }
    }
}
