using System.Globalization;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Video.Decoding;

/// <summary>The programs of ffmpeg, and what every call says so that a clip can make them do nothing but decode.</summary>
/// <param name="limits">In force.</param>
internal sealed class Ffmpeg(VideoLimits limits)
{
    private const string Program = "ffmpeg";
    private const string Prober = "ffprobe";
    private const string CoverDecoder = "png";
    private const string AudioDecoders = "aac,mp3,mp3float,opus,libopus,vorbis,ac3,eac3,flac,alac,pcm_s16le,pcm_s16be,pcm_s24le,pcm_u8,pcm_f32le";

    // Of other clips' time; a call of its own may take less.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(20);

    private static string? _others;

    public VideoLimits Limits => limits;

    /// <summary>Whether both programs are on the path.</summary>
    public static bool IsInstalled => FindProgram(Program) is not null && FindProgram(Prober) is not null;

    /// <summary>Threads of a decoder: a frame's decoding is short beside the networks' work, which has the others.</summary>
    public static int Threads => Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <exception cref="InferenceException">ffmpeg is not installed.</exception>
    public static GuardedProcess Start(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Start(FindProgram(Program), ["-hide_banner", "-nostdin", "-loglevel", "error", .. arguments], cancellationToken);

    /// <exception cref="InferenceException">ffmpeg is not installed.</exception>
    public static GuardedProcess StartProbe(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Start(FindProgram(Prober), ["-hide_banner", "-loglevel", "error", .. arguments], cancellationToken);

    /// <summary>
    /// The arguments that open a clip: the one demuxer that its first bytes ask for, decoders from a list, no picture larger than allowed, files and pipes only.
    /// </summary>
    public IEnumerable<string> Input(ClipFile file) => [.. MaxPixels, .. Input(file, $"{string.Join(',', limits.Decoders)},{AudioDecoders}")];

    /// <summary>
    /// The same for ffprobe, which gives up if it may not open a decoder for each of a clip's streams, although it uses that of the pictures alone: so those for sound,
    /// subtitles and covers are on the list.
    /// </summary>
    /// <param name="file">The clip.</param>
    /// <param name="readsHeader">Whether its size is not known yet: then what is too large is not kept from being named, only from much memory.</param>
    /// <param name="cancellationToken">Ends the question for ffmpeg's decoders.</param>
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

    /// <summary>The names of all decoders for sound and subtitles that this ffmpeg has, separated by commas.</summary>
    private static async Task<string> FindOtherDecodersAsync(CancellationToken cancellationToken)
    {
        await using var list = Start(["-decoders"], cancellationToken);
        using var lines = new StreamReader(list.Output);
        var names = new List<string>();
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            // " A....D aac   AAC (Advanced Audio Coding)": the first flag is the kind; the lines above explain the flags with a "=".
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

/// <summary>A clip on this machine's disk.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Container">What its first bytes say.</param>
internal sealed record ClipFile(string Path, VideoContainer Container)
{
    /// <exception cref="InferenceException">It is no video of an accepted format.</exception>
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

/// <summary>Limits of a video, checked before work is spent on it.</summary>
/// <param name="MaxDuration">From the first frame to the last.</param>
/// <param name="MaxSourceFrames">Frames in the file.</param>
/// <param name="MaxPixels">Width times height.</param>
/// <param name="Decoders">ffmpeg's names of the decoders that may run.</param>
public sealed record VideoLimits(
    TimeSpan MaxDuration, int MaxSourceFrames, long MaxPixels, IReadOnlyList<string> Decoders)
{
    /// <summary>An hour, 216,000 frames, 8K, and the decoders of today's and yesterday's cameras.</summary>
    public static VideoLimits Default { get; } = new(TimeSpan.FromHours(1), 216_000, 36_000_000, DefaultDecoders);

    /// <summary>The decoders that run unless a setting says otherwise.</summary>
    public static IReadOnlyList<string> DefaultDecoders =>
    [
        "h264", "hevc", "libdav1d", "libaom-av1", "av1", "vp8", "vp9", "libvpx-vp9", "mpeg4", "msmpeg4v2", "msmpeg4", "mpeg1video", "mpeg2video", "mjpeg", "prores", "h263",
    ];
}
