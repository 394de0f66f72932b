using System.Globalization;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Video.Decoding;

/// <summary>Runs ffmpeg and ffprobe with the arguments that keep a clip from making them do anything but decode.</summary>
/// <param name="limits">The limits in force.</param>
internal sealed class Ffmpeg(VideoLimits limits)
{
    private const string Program = "ffmpeg";
    private const string Prober = "ffprobe";
    private const string CoverDecoder = "png";
    private const string AudioDecoders = "aac,mp3,mp3float,opus,libopus,vorbis,ac3,eac3,flac,alac,pcm_s16le,pcm_s16be,pcm_s24le,pcm_u8,pcm_f32le";

    // A call holds up the work on other clips.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(20);

    private static string? _others;

    public VideoLimits Limits => limits;

    /// <summary>Whether both programs are on the <c>PATH</c>.</summary>
    public static bool IsInstalled => FindProgram(Program) is not null && FindProgram(Prober) is not null;

    /// <summary>A decoder's threads. Decoding a frame is quick next to the networks, which get the remaining processors.</summary>
    public static int Threads => Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <exception cref="InferenceException">ffmpeg is not installed.</exception>
    public static GuardedProcess Start(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Start(FindProgram(Program), ["-hide_banner", "-nostdin", "-loglevel", "error", .. arguments], cancellationToken);

    /// <exception cref="InferenceException">ffmpeg is not installed.</exception>
    public static GuardedProcess StartProbe(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Start(FindProgram(Prober), ["-hide_banner", "-loglevel", "error", .. arguments], cancellationToken);

    /// <summary>
    /// The arguments that open a clip: only the demuxer for its first bytes, only the listed decoders, no frame larger than allowed, only files and pipes.
    /// </summary>
    public IEnumerable<string> Input(ClipFile file) => [.. MaxPixels, .. Input(file, $"{string.Join(',', limits.Decoders)},{AudioDecoders}")];

    /// <summary>
    /// The same for ffprobe, which gives up if it may not open a decoder for every stream of a clip, although it uses only the video's. So the decoders for audio,
    /// subtitles and covers are on the list too.
    /// </summary>
    /// <param name="file">The clip.</param>
    /// <param name="readsHeader">True while the size is still unknown: then the size of a too large clip can be reported, and only the memory limit holds.</param>
    /// <param name="cancellationToken">Stops asking ffmpeg for its decoders.</param>
    public async Task<IEnumerable<string>> ProbeInputAsync(ClipFile file, bool readsHeader, CancellationToken cancellationToken)
    {
        _others ??= await FindOtherDecodersAsync(cancellationToken);
        return [.. readsHeader ? [] : MaxPixels, .. Input(file, $"{string.Join(',', limits.Decoders)},{CoverDecoder},{_others}")];
    }

    private string[] MaxPixels => ["-max_pixels", limits.MaxPixels.ToString(CultureInfo.InvariantCulture)];

    private static string[] Input(ClipFile file, string decoders) =>
    [
        "-protocol_whitelist", "file,pipe",
        "-format_whitelist", file.Container.Demuxer,
        "-codec_whitelist", decoders,
        "-threads", Threads.ToString(CultureInfo.InvariantCulture),
        "-f", file.Container.Demuxer,
        "-i", $"file:{file.Path}",
    ];

    /// <summary>The names of all audio and subtitle decoders of this ffmpeg, separated by commas.</summary>
    private static async Task<string> FindOtherDecodersAsync(CancellationToken cancellationToken)
    {
        await using var list = Start(["-decoders"], cancellationToken);
        using var lines = new StreamReader(list.Output);
        var names = new List<string>();
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            // " A....D aac   AAC (Advanced Audio Coding)": the first flag is the kind. The lines above explain the flags and have a "=".
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [['A' or 'S', ..], var name, ..] && name != "=")
            {
                names.Add(name);
            }
        }

        return string.Join(',', names);
    }

    private static GuardedProcess Start(string? program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => GuardedProcess.Start(
        program ?? throw new InferenceException(
            InferenceErrorCode.InferenceFailed, "Videos need ffmpeg, which the worker's machine lacks; on Debian and Ubuntu 'apt-get install ffmpeg' brings it."),
        arguments,
        new ProcessBudget(LongestCall),
        cancellationToken);

    private static string? FindProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}

/// <summary>A clip on the local disk.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Container">As its first bytes say.</param>
internal sealed record ClipFile(string Path, VideoContainer Container)
{
    /// <exception cref="InferenceException">It is not a video of an accepted format.</exception>
    public static ClipFile Open(string path)
    {
        var head = new byte[VideoContainer.HeadBytes];
        using var file = File.OpenRead(path);
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return new ClipFile(System.IO.Path.GetFullPath(path), VideoContainer.Find(head.AsSpan(0, length)) ?? throw new InferenceException(
            InferenceErrorCode.InputTypeUnsupported,
            length == 0 ? "The input is empty." : "The input is neither an MP4 or QuickTime, Matroska or WebM, AVI nor MPEG transport stream video."));
    }
}

/// <summary>Limits for a video, checked before any work is spent on it.</summary>
/// <param name="MaxDuration">From the first frame to the end of the last.</param>
/// <param name="MaxSourceFrames">Frames in the file.</param>
/// <param name="MaxPixels">Width times height.</param>
/// <param name="Decoders">ffmpeg's names for the decoders that may run.</param>
public sealed record VideoLimits(
    TimeSpan MaxDuration, int MaxSourceFrames, long MaxPixels, IReadOnlyList<string> Decoders)
{
    /// <summary>An hour, 216,000 frames, 8K, and the decoders for what cameras record today and recorded some years ago.</summary>
    public static VideoLimits Default { get; } = new(TimeSpan.FromHours(1), 216_000, 36_000_000, DefaultDecoders);

    /// <summary>The decoders that may run unless a setting says otherwise.</summary>
    public static IReadOnlyList<string> DefaultDecoders =>
    [
        "h264", "hevc", "libdav1d", "libaom-av1", "av1", "vp8", "vp9", "libvpx-vp9", "mpeg4", "msmpeg4v2", "msmpeg4", "mpeg1video", "mpeg2video", "mjpeg", "prores", "h263",
    ];
}
