using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>Encodes the frames of a film, or of a piece of one, as they arrive.</summary>
internal sealed class FilmEncoder : IAsyncDisposable
{
    // Players expect this timescale; at every common rate a frame lasts a whole number of ticks.
    private const string Timescale = "90000";

    private readonly GuardedProcess _process;
    private readonly RawFilm _film;

    private FilmEncoder(GuardedProcess process, RawFilm film) => (_process, _film) = (process, film);

    /// <param name="kind">Exactly one kind of film.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellationToken">Kills the encoder.</param>
    public static async Task<FilmEncoder> StartAsync(VideoFiles kind, int width, int height, string path, CancellationToken cancellationToken)
    {
        var process = Ffmpeg.Start(["-f", "matroska", "-i", "pipe:0", "-an", .. Encoding(kind, width, height), "-y", $"file:{path}"], cancellationToken);
        var film = new RawFilm(process.Input, width, height, HasAlpha(kind) ? "RGBA" : "RGB\u0018");
        await film.BeginAsync(cancellationToken);
        return new FilmEncoder(process, film);
    }

    /// <summary>Whether the film has an alpha channel: four bytes per pixel instead of three.</summary>
    public static bool HasAlpha(VideoFiles kind) => kind == VideoFiles.Cutout;

    /// <param name="seconds">When the frame is shown, 0 or more.</param>
    /// <param name="pixels">Rows of RGB or RGBA.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public Task WriteAsync(double seconds, ReadOnlyMemory<byte> pixels, CancellationToken cancellationToken) => _film.WriteAsync(seconds, pixels, cancellationToken);

    /// <summary>Finishes the film.</summary>
    /// <exception cref="InvalidOperationException">The encoder failed.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _process.Input.DisposeAsync();
        if (await _process.WaitAsync(cancellationToken) is not 0 and var code)
        {
            throw new InvalidOperationException($"ffmpeg ended with {code} while it encoded a film: {_process.Errors}");
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string[] Encoding(VideoFiles kind, int width, int height)
    {
        // The color tags alone convert nothing: the scale filter applies the matrix that they name.
        var convert = "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int";
        string[] clock = ["-fps_mode", "passthrough", "-enc_time_base", $"1:{Timescale}"];
        string[] colors = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"];
        return HasAlpha(kind)
            ?
            [
                "-vf", $"{convert},format=yuva420p",
                .. clock, .. colors,
                // Looking ahead changes no byte at this speed, takes memory, and loses the last frames in ffmpeg 4.1.
                "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-lag-in-frames", "0", "-row-mt", "1",
                "-auto-alt-ref", "0", "-crf", "30", "-b:v", "0", "-f", "webm",
            ]
            :
            [
                // Players want 4:2:0, which has no odd sizes. Without B-frames, pieces can be joined as they are.
                "-vf", $"{convert}{Even(width, height)},format=yuv420p",
                .. clock, .. colors,
                "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-bf", "0", "-video_track_timescale", Timescale, "-f", "mp4",
            ];
    }

    /// <summary>Pads odd sizes by repeating the last column or row.</summary>
    private static string Even(int width, int height) => (width % 2, height % 2) == (0, 0)
        ? string.Empty
        : FormattableString.Invariant($",pad={width + (width % 2)}:{height + (height % 2)},fillborders=right={width % 2}:bottom={height % 2}:mode=smear");
}
