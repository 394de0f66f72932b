namespace SegFunctions.Contract;

/// <summary>A mask in COCO's format: run lengths in column order, compressed to text (cocoapi, <c>maskApi.c</c>).</summary>
/// <param name="Size">Height and width, pixels.</param>
/// <param name="Counts">The compressed run lengths.</param>
public sealed record MaskRle(IReadOnlyList<int> Size, string Counts);

/// <summary>The outlines of one segment, one per connected component; holes are bridged.</summary>
/// <param name="Outlines">Largest component first.</param>
public sealed record SegmentPolygons(IReadOnlyList<Polygon> Outlines);

/// <summary>A closed ring; the last vertex joins the first.</summary>
/// <param name="Vertices">3 to 1000, with x and y as fractions of the picture's width and height, 0–1.</param>
public sealed record Polygon(IReadOnlyList<PolygonVertex> Vertices);

/// <param name="X">Fraction of the width, 0–1.</param>
/// <param name="Y">Fraction of the height, 0–1.</param>
public sealed record PolygonVertex(double X, double Y);
