using System.Text.Json.Serialization;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>How cut-outs are to be made. Null properties are left to the server.</summary>
/// <param name="Background">A color or an address, as the user wrote it, or the absolute path of a picture.</param>
/// <param name="IsFile">Whether the background is a file.</param>
internal sealed record CutoutWish(
    bool Crop, string? Margin, string? Background, bool IsFile, string? Format, string? Size, string? Channels, bool Shadow, bool KeepEdges)
{
    /// <summary>Whether any option is set.</summary>
    [JsonIgnore]
    public bool IsAny => this != new CutoutWish(false, null, null, false, null, null, null, false, false);

    /// <summary>The path of the background; null if it is not a file.</summary>
    [JsonIgnore]
    public string? BackgroundFile => IsFile ? Background : null;

    /// <param name="task">The uploaded background; null if it is not a file.</param>
    public CutoutRequest ToBody(string? task) => new()
    {
        Crop = Crop,
        Margin = Margin,
        Background = ToBackground(task),
        Format = Format,
        Size = Size,
        Channels = Channels,
        Shadow = Shadow,
        Decontaminate = !KeepEdges,
    };

    private BackgroundRequest? ToBackground(string? task) => Background is null ? null
        : task is not null ? new() { Task = task }
        : PictureSource.FindAddress(Background) is not null ? new() { Url = Background }
        : new() { Color = Background };
}
