namespace SegFunctions.Inference.Video.Decoding;

/// <summary>What a probe found out about a clip, and which of its frames are processed. All later work on the clip rests on this document.</summary>
/// <param name="Width">Pixels of a decoded frame as displayed, after rotation.</param>
/// <param name="Height">Pixels of a decoded frame as displayed, after rotation.</param>
/// <param name="Fps">Average frames per second.</param>
/// <param name="Duration">Seconds, including the time the last frame is shown.</param>
/// <param name="Audio">ffmpeg's name for the audio codec; null if there is no audio.</param>
/// <param name="Delay">Seconds from the start of the file, which its audio counts from, to the first frame.</param>
/// <param name="Colors">How decoded pixels are converted to sRGB.</param>
/// <param name="Ticks">Seconds per tick of <paramref name="Times"/>, as a fraction.</param>
/// <param name="Times">When each decoded frame is shown, in ticks, ascending.</param>
/// <param name="IsSeekable">Whether a frame can be found by its time; otherwise frames are counted from the first.</param>
/// <param name="Samples">Indexes of the processed frames in <paramref name="Times"/>, ascending.</param>
/// <param name="ChunkLength">Samples from one chunk's first frame to the next chunk's first frame, which both chunks share.</param>
/// <param name="Pieces">The number of pieces that films are rendered in, at least 1.</param>
/// <param name="IsCut">Whether frames were left out because there are too many.</param>
public sealed record Clip(
    int Width,
    int Height,
    double Fps,
    double Duration,
    string? Audio,
    double Delay,
    ClipColors Colors,
    TickLength Ticks,
    IReadOnlyList<long> Times,
    bool IsSeekable,
    IReadOnlyList<int> Samples,
    int ChunkLength,
    int Pieces,
    bool IsCut)
{
    /// <summary>Samples from one key frame of words to the next in a chunk that is twice as long.</summary>
    internal const int WordGap = 5;

    /// <summary>Samples from one key frame to the next where it is not calm: those that detectors look at whatever happens are multiples of it.</summary>
    internal int KeyGap => ChunkLength == 2 * WordGap ? WordGap : ChunkLength;

    /// <summary>How many chunks there are, at least 1.</summary>
    public int Chunks => Math.Max(1, (Samples.Count - 2 + ChunkLength) / ChunkLength);

    /// <summary>The first and the last sample of a chunk; the last one is the next chunk's first.</summary>
    public (int First, int Last) SamplesOf(int chunk) => (chunk * ChunkLength, Math.Min((chunk + 1) * ChunkLength, Samples.Count - 1));

    /// <summary>The chunk that a sample starts or lies in.</summary>
    public int ChunkOf(int sample) => Math.Min(sample / ChunkLength, Chunks - 1);

    /// <summary>The first decoded frame of a piece of film, and the one after its last.</summary>
    public (int First, int End) FramesOf(int piece) => ((int)((long)Times.Count * piece / Pieces), (int)((long)Times.Count * (piece + 1) / Pieces));

    /// <summary>When a decoded frame is shown, in seconds after the first.</summary>
    public double SecondsOf(int frame) => (Times[frame] - Times[0]) * Ticks.Seconds;

    /// <summary>When a sample is shown, in seconds after the clip's first frame.</summary>
    public double SecondsOfSample(int sample) => SecondsOf(Samples[sample]);
}

/// <param name="Numerator">Above 0.</param>
/// <param name="Denominator">Above 0.</param>
public sealed record TickLength(int Numerator, int Denominator)
{
    /// <summary>The fraction as a number.</summary>
    internal double Seconds => (double)Numerator / Denominator;
}

/// <summary>How a clip encodes its colors, as its header says or, failing that, as guessed.</summary>
/// <param name="Matrix">ffmpeg's name for the matrix between the planes and RGB; null if the clip is RGB.</param>
/// <param name="Transfer">ffmpeg's name for the transfer curve if it is a high-dynamic-range one; otherwise null.</param>
public sealed record ClipColors(string? Matrix, string? Transfer)
{
    // If the clip does not say: standard definition has the old matrix, anything larger the new one.
    private const int StandardWidth = 1024;
    private const int StandardHeight = 576;

    /// <summary>The filters that turn frames into 8-bit sRGB of the given size.</summary>
    internal string ToRgb(int width, int height) => Transfer is null
        ? FormattableString.Invariant($"scale={width}:{height}:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp{(Matrix is null ? string.Empty : $":in_color_matrix={Matrix}")},format=rgb24")
        : FormattableString.Invariant($"zscale=tin={Transfer}:min=2020_ncl:pin=2020:t=linear:npl=203,format=gbrpf32le,zscale=p=709,tonemap=mobius:desat=0,zscale=t=709,format=gbrp,scale={width}:{height}:flags=bicubic+accurate_rnd,format=rgb24");

    /// <param name="pixelFormat">ffmpeg's name for it.</param>
    /// <param name="matrix">As tagged; null without a tag.</param>
    /// <param name="transfer">As tagged; null without a tag.</param>
    /// <param name="width">Coded width.</param>
    /// <param name="height">Coded height.</param>
    internal static ClipColors Of(string pixelFormat, string? matrix, string? transfer, int width, int height) => new(
        pixelFormat.StartsWith("rgb", StringComparison.Ordinal) || pixelFormat.StartsWith("bgr", StringComparison.Ordinal) || pixelFormat.StartsWith("gbr", StringComparison.Ordinal)
            ? null
            : matrix switch
            {
                "bt709" => "bt709",
                "smpte170m" or "bt470bg" => "bt601",
                "bt2020nc" or "bt2020c" => "bt2020",
                "smpte240m" => "smpte240m",
                "fcc" => "fcc",
                _ => width > StandardWidth || height > StandardHeight ? "bt709" : "bt601",
            },
        transfer is "smpte2084" or "arib-std-b67" ? transfer : null);
}
