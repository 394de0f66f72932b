using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;

namespace SegFunctions.Inference.Video.Decoding;

/// <summary>Finds out what a clip is by decoding every frame once, because headers can be wrong about lengths.</summary>
internal sealed class VideoProber(Ffmpeg ffmpeg)
{
    // Tracking's key frames are about this far apart; those of words, where it is calm, at most so far.
    private const double ChunkSeconds = 1;
    private const double LongestCalm = 2.05;
    private const int ShortestChunk = 4;
    private const int LongestChunk = 8;

    // As much as can be drawn and encoded within one step.
    private const long PiecePixels = 600_000_000;

    /// <summary>ffprobe's answer is short for any clip worth processing.</summary>
    private const int MostAnswerBytes = 1 << 20;

    /// <param name="file">On the local disk.</param>
    /// <param name="sampling">Which frames are processed.</param>
    /// <param name="marked">Frames with prompts on them.</param>
    /// <param name="hasWords">Whether any prompt is a word.</param>
    /// <param name="cancellationToken">Stops the decoding.</param>
    /// <exception cref="InferenceException">It is not a video, exceeds the limits, or lacks a marked frame.</exception>
    public async Task<Clip> ProbeAsync(ClipFile file, VideoSampling sampling, IReadOnlyCollection<int> marked, bool hasWords, CancellationToken cancellationToken)
    {
        var stream = await ReadHeaderAsync(file, cancellationToken);
        var decoded = await ReadTimesAsync(file, cancellationToken);
        if (decoded.Count == 0)
        {
            throw Corrupt(file);
        }

        var (width, height) = await ReadSizeAsync(file, cancellationToken);
        var ticks = ReadFraction(stream.TimeBase) is { } tick ? new TickLength(tick.Numerator, tick.Denominator) : new TickLength(1, 1000);
        var (times, hasTimes) = Order(decoded, stream, ref ticks);
        var seconds = times.Select(time => (time - times[0]) * ticks.Seconds).ToList();
        var frame = seconds.Count > 1 ? seconds[^1] / (seconds.Count - 1) : 0;
        var duration = seconds[^1] + frame;
        if (duration > ffmpeg.Limits.MaxDuration.TotalSeconds)
        {
            throw TooLong(duration);
        }

        if (marked.Any(index => index >= times.Count))
        {
            throw new InferenceException(
                InferenceErrorCode.FrameOutsideVideo, $"A prompt is on frame {marked.Max()}, but the video has {times.Count} frames, the first of which is frame 0.");
        }

        var (samples, isCut) = FrameSampling.Choose(seconds, sampling, marked);
        return new Clip(
            width,
            height,
            Math.Round(frame > 0 ? 1 / frame : 0, 4),
            Math.Round(duration, 6),
            stream.Audio,
            hasTimes ? Math.Round(Math.Max(0, (times[0] * ticks.Seconds) - stream.Start), 6) : 0,
            stream.Colors,
            ticks,
            times,
            hasTimes && file.Container.IsIndexed,
            samples,
            ChunkLengthOf([.. samples.Select(index => seconds[index])], hasWords),
            (int)Math.Min(times.Count, ((long)width * height * times.Count / PiecePixels) + 1),
            isCut);
    }

    /// <summary>
    /// A multiple of the four frames that share a run of the encoder. With words one more: the key frame, which is encoded alone; and twice as many if the key frame half-way
    /// may be left out where it is calm.
    /// </summary>
    internal static int ChunkLengthOf(IReadOnlyList<double> samples, bool hasWords)
    {
        var step = samples.Count > 1 ? (samples[^1] - samples[0]) / (samples.Count - 1) : 0;
        var length = step <= 0 ? ShortestChunk : Math.Clamp((int)Math.Round(ChunkSeconds / step / ShortestChunk) * ShortestChunk, ShortestChunk, LongestChunk);
        return !hasWords ? length
            : length + 1 == Clip.WordGap && 2 * Clip.WordGap * step <= LongestCalm ? 2 * Clip.WordGap
            : length + 1;
    }

    private async Task<VideoStream> ReadHeaderAsync(ClipFile file, CancellationToken cancellationToken)
    {
        await using var probe = Ffmpeg.StartProbe(
            [.. await ffmpeg.ProbeInputAsync(file, readsHeader: true, cancellationToken), "-show_entries", "stream=codec_type,codec_name,width,height,pix_fmt,time_base,avg_frame_rate,color_space,color_transfer:stream_disposition=attached_pic:format=start_time", "-of", "json"],
            cancellationToken);
        var answer = new MemoryStream();
        var buffer = new byte[1 << 14];
        while (answer.Length < MostAnswerBytes && await probe.Output.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            answer.Write(buffer, 0, count);
        }

        if (answer.Length >= MostAnswerBytes || await probe.WaitAsync(cancellationToken) != 0)
        {
            throw Corrupt(file);
        }

        var probed = JsonSerializer.Deserialize<ProbeAnswer>(answer.ToArray());
        var streams = probed?.Streams ?? [];
        var video = streams.FirstOrDefault(stream => stream is { CodecType: "video", Disposition: null or { AttachedPicture: 0 } })
            ?? throw new InferenceException(InferenceErrorCode.InputTypeUnsupported, $"The {file.Container.Name} file has no video.");
        if ((long)video.Width * video.Height > ffmpeg.Limits.MaxPixels)
        {
            throw new InferenceException(
                InferenceErrorCode.InputTooLarge,
                $"The video has {video.Width} × {video.Height} pixels; at most {ffmpeg.Limits.MaxPixels / 1_000_000.0:0.##} megapixels are accepted.");
        }

        if (video.CodecName is null or "unknown" || video.Width <= 0 || video.Height <= 0)
        {
            throw new InferenceException(
                InferenceErrorCode.InputTypeUnsupported, $"The video's codec{(video.CodecName is null or "unknown" ? string.Empty : $" {video.CodecName}")} is not one that is accepted, or its header is corrupt.");
        }

        return new VideoStream(
            video.TimeBase,
            video.FrameRate,
            ClipColors.Of(video.PixelFormat ?? string.Empty, video.Matrix, video.Transfer, video.Width, video.Height),
            streams.FirstOrDefault(stream => stream.CodecType == "audio")?.CodecName,
            double.TryParse(probed?.Format?.Start, CultureInfo.InvariantCulture, out var start) ? start : 0);
    }

    /// <returns>When each decoded frame is shown, in ticks; null if the container does not say.</returns>
    private async Task<IReadOnlyList<long?>> ReadTimesAsync(ClipFile file, CancellationToken cancellationToken)
    {
        await using var probe = Ffmpeg.StartProbe(
            [.. await ffmpeg.ProbeInputAsync(file, readsHeader: false, cancellationToken), "-select_streams", "V:0", "-show_entries", "frame=best_effort_timestamp", "-of", "csv=p=0"], cancellationToken);
        using var lines = new StreamReader(probe.Output);
        var times = new List<long?>();
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            // An empty line follows a frame with side data.
            if (line.Length == 0)
            {
                continue;
            }

            times.Add(long.TryParse(line.Split(',')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time) ? time : null);
            if (times.Count > ffmpeg.Limits.MaxSourceFrames)
            {
                throw new InferenceException(
                    InferenceErrorCode.InputTooLarge, $"The video has more than {ffmpeg.Limits.MaxSourceFrames} frames; at most so many are accepted.");
            }
        }

        await probe.WaitAsync(cancellationToken);
        return probe.IsOutOfTime ? throw TookTooLong() : times;
    }

    /// <summary>The size after rotation, taken from a decoded frame because headers state the rotation in ambiguous ways.</summary>
    private async Task<(int Width, int Height)> ReadSizeAsync(ClipFile file, CancellationToken cancellationToken)
    {
        await using var decoder = Ffmpeg.Start(
            [.. ffmpeg.Input(file), "-map", "0:V:0", "-frames:v", "1", "-pix_fmt", "yuv420p", "-f", "yuv4mpegpipe", "pipe:1"], cancellationToken);
        using var header = new StreamReader(decoder.Output);
        var words = (await header.ReadLineAsync(cancellationToken) ?? string.Empty).Split(' ');
        return (Read('W'), Read('H'));

        int Read(char name) => words.FirstOrDefault(word => word.Length > 1 && word[0] == name) is { } word
            && int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw Corrupt(file);
    }

    /// <summary>Ascending times; if the container has none, one tick per frame at its average rate.</summary>
    private static (IReadOnlyList<long> Times, bool HasTimes) Order(IReadOnlyList<long?> decoded, VideoStream stream, ref TickLength ticks)
    {
        if (decoded.All(time => time is not null) && decoded.Zip(decoded.Skip(1)).All(pair => pair.First < pair.Second))
        {
            return ([.. decoded.Select(time => time!.Value)], true);
        }

        var (rate, scale) = ReadFraction(stream.FrameRate) ?? (25, 1);
        ticks = new TickLength(scale, rate);
        return ([.. Enumerable.Range(0, decoded.Count).Select(index => (long)index)], false);
    }

    private static (int Numerator, int Denominator)? ReadFraction(string? text) =>
        text?.Split('/') is [var above, var below]
        && int.TryParse(above, CultureInfo.InvariantCulture, out var numerator)
        && int.TryParse(below, CultureInfo.InvariantCulture, out var denominator)
        && numerator > 0
        && denominator > 0
            ? (numerator, denominator)
            : null;

    private static InferenceException Corrupt(ClipFile file) => new(
        InferenceErrorCode.InputCorrupt, $"The {file.Container.Name} file is truncated or corrupt, or its codec is not accepted: no frame of it can be decoded.");

    private static InferenceException TookTooLong() => new(InferenceErrorCode.InputTooLarge, "The video takes too long to decode.");

    private InferenceException TooLong(double seconds) => new(
        InferenceErrorCode.InputTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The video is {seconds:0.#} seconds long; at most {ffmpeg.Limits.MaxDuration.TotalSeconds:0.#} are accepted."));

    private sealed record VideoStream(string? TimeBase, string? FrameRate, ClipColors Colors, string? Audio, double Start);

    private sealed record ProbeAnswer(
        [property: JsonPropertyName("streams")] IReadOnlyList<ProbedStream>? Streams, [property: JsonPropertyName("format")] ProbedFormat? Format);

    private sealed record ProbedFormat([property: JsonPropertyName("start_time")] string? Start);

    private sealed record ProbedStream(
        [property: JsonPropertyName("codec_type")] string? CodecType,
        [property: JsonPropertyName("codec_name")] string? CodecName,
        [property: JsonPropertyName("width")] int Width,
        [property: JsonPropertyName("height")] int Height,
        [property: JsonPropertyName("pix_fmt")] string? PixelFormat,
        [property: JsonPropertyName("time_base")] string? TimeBase,
        [property: JsonPropertyName("avg_frame_rate")] string? FrameRate,
        [property: JsonPropertyName("color_space")] string? Matrix,
        [property: JsonPropertyName("color_transfer")] string? Transfer,
        [property: JsonPropertyName("disposition")] Disposition? Disposition);

    private sealed record Disposition([property: JsonPropertyName("attached_pic")] int AttachedPicture);
}
