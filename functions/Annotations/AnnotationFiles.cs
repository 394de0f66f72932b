using SegFunctions.Contract;
using SegFunctions.Results;

namespace SegFunctions.Annotations;

/// <summary>Describes what a job found in formats that other programs read: always COCO's, others if the job asked for them.</summary>
public sealed class AnnotationFiles(ResultStore results)
{
    private const int ParallelReads = 16;

    /// <param name="manifest">The manifest of an ended job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Empty for a job of videos, and for one whose worker did not write masks as run lengths.</returns>
    public async Task<IReadOnlyList<AnnotationFile>> MakeAsync(JobManifest manifest, CancellationToken cancellationToken)
    {
        if (await FindShapesAsync(manifest, cancellationToken) is not { } shapes || AnnotatedPicture.Of(manifest, shapes) is not { Count: > 0 } pictures)
        {
            return [];
        }

        var outputs = manifest.Options.Outputs;
        return
        [
            CocoFormat.Write($"What {manifest.JobId} found", manifest.Generated, pictures),
            .. outputs.HasFlag(SegmentOutputs.Yolo) ? YoloFormat.Write(pictures) : [],
            .. outputs.HasFlag(SegmentOutputs.Voc) ? VocFormat.Write(pictures) : [],
            .. outputs.HasFlag(SegmentOutputs.Svg) ? SvgFormat.Write(pictures) : [],
        ];
    }

    /// <returns>The shapes of each item; null if some are not stored.</returns>
    private async Task<IReadOnlyList<SegmentShapes>?> FindShapesAsync(JobManifest manifest, CancellationToken cancellationToken)
    {
        var found = new SegmentShapes?[manifest.Items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, options, async (i, token) => found[i] = await FindShapesAsync(manifest.Items[i], manifest.Options.Outputs, token));
        return found.Any(shapes => shapes is null) ? null : [.. found.OfType<SegmentShapes>()];
    }

    private async Task<SegmentShapes?> FindShapesAsync(ManifestItem item, SegmentOutputs outputs, CancellationToken cancellationToken)
    {
        if (item.Width is null)
        {
            return new SegmentShapes([], null);
        }

        if (item.Shapes is not { } files || await results.FindRlesAsync(files.Masks, long.MaxValue, cancellationToken) is not { } masks)
        {
            return null;
        }

        var outlines = outputs.HasFlag(SegmentOutputs.Svg) && files.Outlines is { } file ? await results.FindOutlinesAsync(file, cancellationToken) : null;
        return outlines is null && outputs.HasFlag(SegmentOutputs.Svg) ? null : new SegmentShapes(masks, outlines);
    }
}
