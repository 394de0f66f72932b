using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Encodes several frames in one run of SAM's encoder, each cropped to a window around the objects followed, or to several: the smaller what is followed, the more frames
/// share a run.
/// </summary>
internal static class FrameTiles
{
    // Of the followed objects' box, on each side: room for their surroundings and their motion.
    private const float Surroundings = 0.2f;

    // Windows of a frame. Each takes as much memory as a whole frame.
    private const int MostWindows = 3;

    /// <param name="sam">Supplies the encoder.</param>
    /// <param name="frames">Next to each other in time.</param>
    /// <param name="followed">
    /// By frame, the boxes around all followed objects as far as known, in pixels of the clip; none if nothing is followed. Each has a window of its own where that
    /// takes less time than one around all of them.
    /// </param>
    public static void Look(SamNetworks sam, IReadOnlyList<FrameScene> frames, IReadOnlyList<IReadOnlyList<BoxF>> followed)
    {
        if (followed.Any(boxes => boxes.Count == 0) || !sam.Encoder.LooksNear || frames.Count < 2 || PictureParts.IsLong(frames[0].Scene.Picture.Width, frames[0].Scene.Picture.Height))
        {
            return;
        }

        var frame = frames[0].Scene.Picture.Frame;
        IReadOnlyList<(FrameScene Frame, BoxF Box)> windows = [.. frames.Zip(followed, (scene, boxes) => (scene, Widen(boxes.Aggregate((all, one) => all.Including(one)), frame)))];
        IReadOnlyList<(FrameScene Frame, BoxF Box)> apart = [.. frames.Zip(followed).SelectMany(entry => entry.Second.Select(box => (entry.First, Widen(box, frame))))];
        var layout = Find(sam.Encoder.Rows, frame, windows);
        var cost = layout?.Cost ?? (frames.Count * TileLayout.CostAlone(sam.Encoder.Rows, frame));
        if (followed.Max(boxes => boxes.Count) is > 1 and <= MostWindows && Find(sam.Encoder.Rows, frame, apart) is { } cheaper && cheaper.Cost < cost)
        {
            (layout, windows) = (cheaper, apart);
        }

        if (layout is not { } chosen)
        {
            return;
        }

        // A single one that is left sees more alone.
        foreach (var run in windows.Chunk(chosen.Tiles.Count).Where(run => run.Length > 1))
        {
            Look(sam, chosen.Tiles, [.. run.Select(entry => (entry.Frame, chosen.WindowAround(entry.Box, frame)))]);
        }
    }

    private static BoxF Widen(BoxF box, PixelBox frame) => box.Scale(1 + (2 * Surroundings)).Within(frame.Width, frame.Height);

    private static TileLayout? Find(SamRows input, PixelBox frame, IReadOnlyList<(FrameScene Frame, BoxF Box)> windows) =>
        TileLayout.Find(input, frame, [.. windows.Select(window => window.Box)]);

    private static void Look(SamNetworks sam, SamTiles tiles, IReadOnlyList<(FrameScene Frame, PixelBox Window)> run)
    {
        run[0].Frame.Scene.ThrowIfCanceled();
        var embeddings = sam.Encoder.EncodeTiles(tiles, [.. run.Select(entry => (entry.Frame.Scene.Picture, entry.Window))]);
        foreach (var ((frame, window), embedding) in run.Zip(embeddings))
        {
            frame.Give(window, embedding);
        }

        run[0].Frame.Scene.Clock.Mark("encode-image");
    }
}
