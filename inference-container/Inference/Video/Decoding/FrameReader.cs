using System.Globalization;
using System.Runtime.CompilerServices;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Decoding;

/// <summary>Decodes chosen frames of a clip as a stream. A frame stays in memory only until the next two are decoded.</summary>
/// <param name="ffmpeg">Runs the decoder.</param>
/// <param name="file">On the local disk.</param>
/// <param name="clip">The probe's document.</param>
internal sealed class FrameReader(Ffmpeg ffmpeg, ClipFile file, Clip clip)
{
    private const int Bands = 3;

    // A window of half the frame's width then fills a network's input.
    private const int LongestSide = 2 * PictureSource.NetworkSide;

    // With more frames, the filter by exact times is too long for an argument.
    private const int MostAtATime = 256;

    // Containers round times to their own ticks when seeking.
    private const double SeekMargin = 0.5;

    /// <summary>The processed frames between two samples, inclusive, for the networks; a large clip's are scaled down.</summary>
    public async IAsyncEnumerable<(int Sample, PictureSource Picture)> ReadSamplesAsync(
        int first, int last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fitted = Math.Max(clip.Width, clip.Height) <= LongestSide ? (clip.Width, clip.Height) : Fit();
        var sample = first;
        var indexes = Enumerable.Range(first, last - first + 1).Select(index => clip.Samples[index]);
        await foreach (var pixels in ReadAsync([.. indexes], fitted, cancellationToken))
        {
            yield return (sample++, ToPicture(pixels, fitted));
        }
    }

    /// <summary>Frames by their index among the decoded frames, ascending.</summary>
    /// <param name="frames">At least one.</param>
    /// <param name="size">Pixels of each result.</param>
    /// <param name="cancellationToken">Kills the decoder.</param>
    /// <returns>Rows of RGB without padding. The array is reused for the next frame.</returns>
    /// <exception cref="InferenceException">A frame that the probe decoded is missing.</exception>
    public async IAsyncEnumerable<byte[]> ReadAsync(
        IReadOnlyList<int> frames, (int Width, int Height) size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pixels = new byte[size.Width * size.Height * Bands];
        foreach (var part in frames.Chunk(MostAtATime))
        {
            var read = 0;
            if (clip.IsSeekable && part[0] > 0)
            {
                // Seeking may find nothing in a damaged or unusual file; then the clip is read from the start.
                await foreach (var _ in DecodeAsync(part, size, pixels, seeks: true, cancellationToken))
                {
                    read++;
                    yield return pixels;
                }
            }

            if (read == 0)
            {
                await foreach (var _ in DecodeAsync(part, size, pixels, seeks: false, cancellationToken))
                {
                    read++;
                    yield return pixels;
                }
            }

            if (read < part.Length)
            {
                throw new InferenceException(InferenceErrorCode.InputCorrupt, $"Not all of the frames {part[0]} to {part[^1]} of the video can be decoded a second time.");
            }
        }
    }

    private async IAsyncEnumerable<bool> DecodeAsync(
        int[] frames, (int Width, int Height) size, byte[] pixels, bool seeks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var decoder = Ffmpeg.Start(
            [
                .. seeks ? SeekTo(frames[0]) : [],
                "-copyts",
                .. ffmpeg.Input(file),
                "-map", "0:V:0",
                "-vf", $"select='{SelectionOf(frames)}',{clip.Colors.ToRgb(size.Width, size.Height)}",
                "-fps_mode", "passthrough",
                "-frames:v", frames.Length.ToString(CultureInfo.InvariantCulture),
                "-f", "rawvideo",
                "pipe:1",
            ],
            cancellationToken);
        for (var index = 0; index < frames.Length; index++)
        {
            if (await decoder.Output.ReadAtLeastAsync(pixels, pixels.Length, throwOnEndOfStream: false, cancellationToken) < pixels.Length)
            {
                yield break;
            }

            yield return true;
        }
    }

    private string[] SeekTo(int frame) =>
    [
        "-seek_timestamp", "1",
        "-noaccurate_seek",
        "-ss", ((clip.Times[frame] * clip.Ticks.Seconds) - SeekMargin).ToString("0.######", CultureInfo.InvariantCulture),
    ];

    /// <summary>Selects by time if the container has times: then a frame is exactly the one that was counted, wherever the decoder starts.</summary>
    private string SelectionOf(int[] frames)
    {
        var (variable, places) = clip.IsSeekable ? ("pts", frames.Select(frame => clip.Times[frame])) : ("n", frames.Select(frame => (long)frame));
        return frames[^1] - frames[0] == frames.Length - 1 ? $"between({variable},{places.First()},{places.Last()})" : SelectionOf(variable, [.. places]);
    }

    /// <summary>A search tree, because ffmpeg refuses sums of more than a hundred terms.</summary>
    private static string SelectionOf(string variable, ReadOnlySpan<long> places)
    {
        var half = places.Length / 2;
        return half == 0
            ? $"eq({variable},{places[0]})"
            : $"if(lt({variable},{places[half]}),{SelectionOf(variable, places[..half])},{SelectionOf(variable, places[half..])})";
    }

    private (int Width, int Height) Fit()
    {
        var letterbox = Letterbox.Fit(clip.Width, clip.Height, LongestSide);
        return (letterbox.Width, letterbox.Height);
    }

    private PictureSource ToPicture(byte[] pixels, (int Width, int Height) size)
    {
        VipsRuntime.EnsureConfigured();
        using var image = Image.NewFromMemoryCopy(pixels, size.Width, size.Height, Bands, Enums.BandFormat.Uchar);
        using var typed = image.Copy(interpretation: Enums.Interpretation.Srgb);
        return new PictureSource(new Picture(typed.CopyMemory(), clip.Width, clip.Height));
    }
}
