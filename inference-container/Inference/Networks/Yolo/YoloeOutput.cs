using System.Numerics.Tensors;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Inference.Networks.Yolo;

/// <summary>Reads YOLOE's outputs: boxes, scores and mask coefficients in rows, and the prototypes that masks are composed of.</summary>
internal static class YoloeOutput
{
    private const int Side = YoloeModel.MapSide;
    private const int Cells = Side * Side;
    private const int Edges = 4;

    /// <param name="rows">[4 + classes + 32, anchors].</param>
    /// <param name="protos">[32, 160, 160].</param>
    /// <param name="classes">Number of score rows.</param>
    /// <param name="wanted">The classes to look for, each with its phrase.</param>
    /// <param name="place">Where the picture is in the input.</param>
    public static List<OpenFind> Find(
        ReadOnlySpan<float> rows, ReadOnlySpan<float> protos, int classes, IEnumerable<(int Class, int Phrase)> wanted, YoloPlace place)
    {
        var anchors = rows.Length / (Edges + classes + YoloeModel.Coefficients);
        var candidates = new List<(int, Detection.Detection)>();
        foreach (var (number, phrase) in wanted)
        {
            var scores = rows.Slice((Edges + number) * anchors, anchors);
            for (var anchor = 0; anchor < anchors; anchor++)
            {
                if (scores[anchor] >= YoloFinds.FaintestScore)
                {
                    candidates.Add((anchor, new Detection.Detection(phrase, scores[anchor], place.ToPicture(BoxOf(rows, anchors, anchor)))));
                }
            }
        }

        if (candidates.Count == 0)
        {
            return [];
        }

        // The maps of a hundred detections for each of fifty phrases would take half a gigabyte; the prototypes take three megabytes.
        var parts = protos.ToArray();
        var found = new List<OpenFind>();
        foreach (var (anchor, detection) in YoloFinds.Choose(candidates))
        {
            var coefficients = new float[YoloeModel.Coefficients];
            for (var part = 0; part < coefficients.Length; part++)
            {
                coefficients[part] = rows[((Edges + classes + part) * anchors) + anchor];
            }

            found.Add(new OpenFind(detection.ClassId, detection.RawScore)
            {
                Box = detection.Box,
                Map = new LogitMap(() => place.Stretch(MakeMap(coefficients, parts), Side), Side),
            });
        }

        return found;
    }

    private static BoxF BoxOf(ReadOnlySpan<float> rows, int anchors, int anchor)
    {
        var (x, y, width, height) = (rows[anchor], rows[anchors + anchor], rows[(2 * anchors) + anchor], rows[(3 * anchors) + anchor]);
        return new BoxF(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));
    }

    /// <returns>Logits of the whole square, [side, side].</returns>
    private static float[] MakeMap(float[] coefficients, float[] protos)
    {
        var map = new float[Cells];
        foreach (var (proto, coefficient) in coefficients.Index())
        {
            TensorPrimitives.MultiplyAdd(protos.AsSpan(proto * Cells, Cells), coefficient, map, map);
        }

        return map;
    }
}
