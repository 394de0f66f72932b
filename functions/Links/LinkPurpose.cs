namespace SegFunctions.Links;

/// <summary>What a signed link allows; one kind never passes for another.</summary>
public enum LinkPurpose
{
    /// <summary>To put one input.</summary>
    Upload,

    /// <summary>To get one stored file.</summary>
    File,
}
