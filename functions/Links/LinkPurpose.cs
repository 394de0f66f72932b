namespace SegFunctions.Links;

/// <summary>What a signed link permits; one kind never passes for another.</summary>
public enum LinkPurpose
{
    /// <summary>Uploading one input.</summary>
    Upload,

    /// <summary>Downloading one stored file.</summary>
    File,
}
