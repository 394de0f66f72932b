namespace SegFunctions.Contract;

/// <summary>What is made of each segment besides its mask. In JSON names with commas: <c>"rle, polygons"</c>.</summary>
[Flags]
public enum SegmentOutputs
{
    None = 0,

    /// <summary>COCO's run lengths, all segments in one file.</summary>
    Rle = 1,

    /// <summary>Outlines, all segments in one file.</summary>
    Polygons = 2,

    /// <summary>The picture with everything else transparent, soft at the edges, a file a segment.</summary>
    Cutout = 4,
}
