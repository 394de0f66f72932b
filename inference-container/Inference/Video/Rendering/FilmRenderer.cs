using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>Renders a piece of every requested film in one pass: each decoded frame is drawn and passed to the encoders.</summary>
internal sealed class FilmRenderer(Ffmpeg ffmpeg, ClipFile file, Clip clip)
{
    private const int Rgb = 3;
    private const int Rgba = 4;

    /// <param name="frames">Every processed frame, in order of time.</param>
    /// <param name="files">At least one.</param>
    /// <param name="piece">From 0.</param>
    /// <param name="folder">Receives a file for each film.</param>
    /// <param name="cancellationToken">Kills the programs.</param>
    public async Task RenderAsync(IAsyncEnumerable<VideoFrame> frames, VideoFiles files, int piece, string folder, CancellationToken cancellationToken)
    {
        var timeline = await FilmTimeline.ReadAsync(clip, piece, frames, cancellationToken);
        var encoders = new List<(VideoFiles Kind, FilmEncoder Encoder)>();
        try
        {
            foreach (var kind in Kinds(files))
            {
                var path = Path.Combine(folder, VideoNames.Of(kind).Single());
                encoders.Add((kind, await FilmEncoder.StartAsync(kind, clip.Width, clip.Height, path, cancellationToken)));
            }

            await RenderAsync(timeline, piece, encoders, cancellationToken);
            foreach (var (_, encoder) in encoders)
            {
                await encoder.EndAsync(cancellationToken);
            }
        }
        finally
        {
            foreach (var (_, encoder) in encoders)
            {
                await encoder.DisposeAsync();
            }
        }
    }

    /// <summary>The single kinds of film in a set.</summary>
    public static IEnumerable<VideoFiles> Kinds(VideoFiles files) =>
        new[] { VideoFiles.Preview, VideoFiles.Cutout, VideoFiles.Mask }.Where(kind => files.HasFlag(kind));

    private async Task RenderAsync(
        FilmTimeline timeline, int piece, IReadOnlyList<(VideoFiles Kind, FilmEncoder Encoder)> encoders, CancellationToken cancellationToken)
    {
        using var painter = new FilmPainter(clip.Width, clip.Height);
        var (first, end) = clip.FramesOf(piece);
        var coverage = new byte[clip.Width * clip.Height];
        var drawn = new byte[coverage.Length * Rgba];
        var reader = new FrameReader(ffmpeg, file, clip);
        var frame = first;
        await foreach (var pixels in reader.ReadAsync([.. Enumerable.Range(first, end - first)], (clip.Width, clip.Height), cancellationToken))
        {
            var (objects, seconds) = (timeline.At(frame), clip.SecondsOf(frame) - clip.SecondsOf(first));
            if (encoders.Any(entry => entry.Kind != VideoFiles.Preview))
            {
                painter.PaintCoverage(coverage, objects);
            }

            // The preview is drawn onto these pixels, so it comes last.
            foreach (var (kind, encoder) in encoders.OrderBy(entry => entry.Kind == VideoFiles.Preview))
            {
                await encoder.WriteAsync(seconds, Draw(kind, painter, objects, pixels, coverage, drawn), cancellationToken);
            }

            frame++;
        }
    }

    private static ReadOnlyMemory<byte> Draw(
        VideoFiles kind,
        FilmPainter painter,
        IReadOnlyList<(FilmMoment Moment, double LabelX, double LabelY)> objects,
        byte[] pixels,
        byte[] coverage,
        byte[] drawn)
    {
        switch (kind)
        {
            case VideoFiles.Preview:
                painter.PaintPreview(pixels, objects);
                return pixels;
            case VideoFiles.Cutout:
                for (var i = 0; i < coverage.Length; i++)
                {
                    pixels.AsSpan(i * Rgb, Rgb).CopyTo(drawn.AsSpan(i * Rgba));
                    drawn[(i * Rgba) + Rgb] = coverage[i];
                }

                return drawn.AsMemory(0, coverage.Length * Rgba);
            default:
                for (var i = 0; i < coverage.Length; i++)
                {
                    drawn.AsSpan(i * Rgb, Rgb).Fill(coverage[i]);
                }

                return drawn.AsMemory(0, coverage.Length * Rgb);
        }
    }
}
