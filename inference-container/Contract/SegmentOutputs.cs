namespace SegFunctions.Contract;

/// <summary>Outputs in addition to each segment's mask. In JSON, names separated by commas: <c>"rle, polygons"</c>.</summary>
[Flags]
public enum SegmentOutputs
{
    None = 0,

    /// <summary>COCO run lengths, all segments in one file.</summary>
    Rle = 1,

    /// <summary>Outlines, all segments in one file.</summary>
    Polygons = 2,

    /// <summary>The picture with everything else transparent, soft at the edges, one file per segment.</summary>
    Cutout = 4,

    /// <summary>All segments as one: a mask and a cut-out of everything that any of them covers.</summary>
    Union = 8,

    /// <summary>Boxes in YOLO's format, in the job's archive.</summary>
    Yolo = 16,

    /// <summary>Boxes in Pascal VOC's format, in the job's archive.</summary>
    Voc = 32,

    /// <summary>Outlines as an SVG drawing, in the job's archive.</summary>
    Svg = 64,
}
