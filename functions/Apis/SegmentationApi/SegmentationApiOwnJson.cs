namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Reads our own fields of POST /v1/jobs.</summary>
internal static class SegmentationApiOwnJson
{
    public static IReadOnlyList<string> Names { get; } = ["negativePrompts", "points", "boxes", "subject", "edgeOffset", "outputs"];

    /// <inheritdoc cref="SegmentationApiJson.ReadPresign"/>
    public static OwnFields Read(JsonFields fields)
    {
        var own = new OwnFields(
            fields.Texts("negativePrompts") ?? [],
            [.. fields.Objects("points")?.Select(ReadPoint) ?? []],
            [.. fields.Objects("boxes")?.Select(ReadBox) ?? []],
            fields.Flag("subject") ?? false,
            fields.Number("edgeOffset") ?? 0,
            fields.Texts("outputs") ?? []);
        foreach (var (i, output) in own.Outputs.Index())
        {
            if (!SegmentationApiPrompts.Outputs.ContainsKey(output))
            {
                fields.Fault($"outputs[{i}] must be one of {string.Join(", ", SegmentationApiPrompts.Outputs.Keys)}");
            }
        }

        var taken = new Dictionary<long, int>();
        foreach (var (i, box) in own.Boxes.Index())
        {
            if (box.Object is { } number && !taken.TryAdd(number, i))
            {
                fields.Fault($"boxes[{i}].object repeats boxes[{taken[number]}].object");
            }
        }

        return own;
    }

    private static PointItem ReadPoint(JsonFields fields)
    {
        var label = fields.WholeNumber("label") ?? 1;
        if (label is not (0 or 1))
        {
            fields.Fault("label must be 0 or 1");
        }

        return new PointItem(fields.NeededNumber("x"), fields.NeededNumber("y"), label, fields.WholeNumber("object"));
    }

    private static BoxItem ReadBox(JsonFields fields) => new(
        fields.NeededNumber("x1"), fields.NeededNumber("y1"), fields.NeededNumber("x2"), fields.NeededNumber("y2"), fields.WholeNumber("object"));
}
