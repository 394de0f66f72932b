using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>Encodes the frames of one film, or of a piece of it, as they come.</summary>
internal sealed class FilmEncoder : IAsyncDisposable
{
    // What players expect of a film's clock; every common rate is a whole number of its ticks a frame.
    private const string Timescale = "90000";

    private readonly GuardedProcess _process;
    private readonly RawFilm _film;

    private FilmEncoder(GuardedProcess process, RawFilm film) => (_process, _film) = (process, film);

    /// <param name="kind">One film.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="path">Written.</param>
    /// <param name="cancellationToken">Kills the encoder.</param>
    public static async Task<FilmEncoder> StartAsync(VideoFiles kind, int width, int height, string path, CancellationToken cancellationToken)
    {
        var process = Ffmpeg.Start(["-f", "matroska", "-i", "pipe:0", "-an", .. Encoding(kind, width, height), "-y", $"file:{path}"], cancellationToken);
        var film = new RawFilm(process.Input, width, height, HasAlpha(kind) ? "RGBA" : "RGB\u0018");
        await film.BeginAsync(cancellationToken);
        return new FilmEncoder(process, film);
    }

    /// <summary>Whether the film's pixels have an alpha: four bytes instead of three.</summary>
    public static bool HasAlpha(VideoFiles kind) => kind == VideoFiles.Cutout;

    /// <param name="seconds">When the frame is shown, 0 or more.</param>
    /// <param name="pixels">Rows of RGB or RGBA.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task WriteAsync(double seconds, ReadOnlyMemory<byte> pixels, CancellationToken cancellationToken) => _film.WriteAsync(seconds, pixels, cancellationToken);

    /// <summary>Ends the film.</summary>
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
        // Labels alone change nothing: the pixels are converted by the matrix that they say.
        var convert = "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int";
        string[] clock = ["-fps_mode", "passthrough", "-enc_time_base", $"1:{Timescale}"];
        string[] colors = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"];
        return HasAlpha(kind)
            ?
            [
                "-vf", $"{convert},format=yuva420p",
                .. clock, .. colors,
                "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", "-auto-alt-ref", "0", "-crf", "30", "-b:v", "0", "-f", "webm",
            ]
            :
            [
                // Players want 4:2:0, which has no odd sizes; without frames that refer to later ones, pieces can be joined as they are.
                "-vf", $"{convert}{Even(width, height)},format=yuv420p",
                .. clock, .. colors,
                "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-bf", "0", "-video_track_timescale", Timescale, "-f", "mp4",
            ];
    }

    /// <summary>A column or row more, like the last one.</summary>
    private static string Even(int width, int height) => (width % 2, height % 2) == (0, 0)
        ? string.Empty
        : FormattableString.Invariant($",pad={width + (width % 2)}:{height + (height % 2)},fillborders=right={width % 2}:bottom={height % 2}:mode=smear");
}
