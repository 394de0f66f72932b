using System.Text.Json.Serialization;

namespace SegFunctions.Apis.SegmentationApi;

// What POST /v1/jobs takes beside the vendor's fields.

/// <summary>
/// Ours, beside the vendor's fields of POST /v1/jobs. Points and boxes with one <c>object</c> mark one thing together; points without it mark one
/// together, and each box without it one of its own. Coordinates are parts of the picture's width and height as displayed, 0–1.
/// </summary>
/// <param name="NegativePrompts">Words for what no mask may show. Unknown ones are ignored and named in the result.</param>
/// <param name="Subject">True: also cut out what the picture is of.</param>
/// <param name="EdgeOffset">Pixels by which masks grow, or shrink below 0; default 0.</param>
/// <param name="Outputs">What else to make of each mask: <c>rle</c>, <c>polygons</c>, <c>cutout</c>; default none.</param>
internal sealed record OwnFields(
    [property: JsonPropertyName("negativePrompts")] IReadOnlyList<string> NegativePrompts,
    [property: JsonPropertyName("points")] IReadOnlyList<PointItem> Points,
    [property: JsonPropertyName("boxes")] IReadOnlyList<BoxItem> Boxes,
    [property: JsonPropertyName("subject")] bool Subject,
    [property: JsonPropertyName("edgeOffset")] double EdgeOffset,
    [property: JsonPropertyName("outputs")] IReadOnlyList<string> Outputs);

/// <param name="Label">1: the object covers it (the default); 0: it does not.</param>
/// <param name="Object">Any whole number.</param>
internal sealed record PointItem(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("label")] long Label,
    [property: JsonPropertyName("object")] long? Object);

/// <param name="X1">Left.</param>
/// <param name="Y1">Top.</param>
/// <param name="X2">Right.</param>
/// <param name="Y2">Bottom.</param>
/// <param name="Object">Any whole number that no other box has.</param>
internal sealed record BoxItem(
    [property: JsonPropertyName("x1")] double X1,
    [property: JsonPropertyName("y1")] double Y1,
    [property: JsonPropertyName("x2")] double X2,
    [property: JsonPropertyName("y2")] double Y2,
    [property: JsonPropertyName("object")] long? Object);
