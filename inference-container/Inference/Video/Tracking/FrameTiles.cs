using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Encodes several frames in one run of SAM's encoder, each cropped to a window around the objects followed: the smaller what is followed, the more frames share a run.
/// </summary>
internal static class FrameTiles
{
    // Of the followed objects' box, on each side: room for their surroundings and their motion.
    private const float Surroundings = 0.2f;

    /// <param name="sam">Supplies the encoder.</param>
    /// <param name="frames">Next to each other in time.</param>
    /// <param name="followed">By frame, the box around all followed objects as far as known, in pixels of the clip; none if nothing is followed.</param>
    public static void Look(SamNetworks sam, IReadOnlyList<FrameScene> frames, IReadOnlyList<BoxF> followed)
    {
        if (followed.Count == 0 || !sam.Encoder.LooksNear || frames.Count < 2 || PictureParts.IsLong(frames[0].Scene.Picture.Width, frames[0].Scene.Picture.Height))
        {
            return;
        }

        var frame = frames[0].Scene.Picture.Frame;
        IReadOnlyList<BoxF> boxes = [.. followed.Select(box => box.Scale(1 + (2 * Surroundings)).Within(frame.Width, frame.Height))];
        if (TileLayout.Find(sam.Encoder.Rows, frame, boxes) is not { } layout)
        {
            return;
        }

        // A single one that is left sees more alone.
        foreach (var run in frames.Zip(boxes).Chunk(layout.Tiles.Count).Where(run => run.Length > 1))
        {
            Look(sam, layout.Tiles, [.. run.Select(entry => (entry.First, layout.WindowAround(entry.Second, frame)))]);
        }
    }

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
