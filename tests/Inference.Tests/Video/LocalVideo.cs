using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>All steps of a video in this process, with files in place of the product's blobs.</summary>
/// <param name="videos">Carries out the steps.</param>
/// <param name="folder">Receives the output.</param>
internal sealed class LocalVideo(VideoSegmenter videos, string folder)
{
    /// <summary>The longest that a segment may take before its rest is another one; null for no limit.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The frames, gzipped lines.</summary>
    public string Frames => Path.Combine(folder, VideoNames.Frames);

    /// <param name="path">The clip.</param>
    /// <param name="sampling">Which frames to process.</param>
    /// <param name="prompts">At least one.</param>
    /// <param name="options">The options in force.</param>
    /// <param name="segmentChunks">Chunks per segment.</param>
    /// <param name="files">Films to render.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<(Clip Clip, VideoDocument Document)> RunAsync(
        string path, VideoSampling sampling, IReadOnlyList<Prompt> prompts, InferenceOptions options, int segmentChunks, VideoFiles files, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var clip = await videos.ProbeAsync(path, sampling, prompts, cancellationToken);
        await videos.PrepareAsync(prompts, cancellationToken);
        var segments = new List<(VideoSegment Segment, SegmentDocument Document)>();
        foreach (var chain in ChainsOf(clip, prompts, segmentChunks))
        {
            byte[]? border = null;
            foreach (var segment in chain)
            {
                for (VideoSegment? part = segment with { Index = segments.Count }; part is not null;)
                {
                    await using var frames = File.Create(FramesOf(part));
                    var (document, left) = await videos.SegmentAsync(path, clip, part, prompts, options, Limit, border, frames, cancellationToken);
                    border = left;
                    segments.Add((part.Without(document.Rest), document));
                    part = document.Rest;
                }
            }
        }

        VideoDocument joined;
        await using (var masks = File.Create(Path.Combine(folder, VideoNames.Masks)))
        await using (var lines = File.Create(Frames))
        {
            joined = await videos.JoinAsync(
                clip, prompts, options, segments, (segment, _) => Task.FromResult<Stream>(File.OpenRead(FramesOf(segment))), files, masks, lines, cancellationToken);
        }

        if (files != VideoFiles.None)
        {
            await RenderAsync(path, clip, files, cancellationToken);
        }

        return (clip, joined);
    }

    private async Task RenderAsync(string path, Clip clip, VideoFiles files, CancellationToken cancellationToken)
    {
        var pieces = new List<string>();
        for (var piece = 0; piece < clip.Pieces; piece++)
        {
            pieces.Add(Directory.CreateDirectory(Path.Combine(folder, $"piece-{piece}")).FullName);
            await using var lines = File.OpenRead(Frames);
            await videos.RenderAsync(path, clip, lines, files, piece, pieces[^1], cancellationToken);
        }

        await videos.FinishAsync(path, clip, files, pieces, folder, cancellationToken);
    }

    private IEnumerable<IEnumerable<VideoSegment>> ChainsOf(Clip clip, IReadOnlyList<Prompt> prompts, int length)
    {
        if (prompts.OfType<TextPrompt>().Any())
        {
            yield return Split(VideoMode.Words, 0, clip.Chunks - 1, length);
        }

        if (videos.FindMarks(clip, prompts) is { } marks)
        {
            yield return Split(VideoMode.Forward, marks.First, clip.Chunks - 1, length);
            yield return Split(VideoMode.Backward, 0, marks.Last, length).Reverse();
        }
    }

    private static IEnumerable<VideoSegment> Split(VideoMode mode, int first, int last, int length)
    {
        for (var start = first; start <= last; start += length)
        {
            yield return new VideoSegment(0, mode, start, Math.Min(last, start + length - 1));
        }
    }

    private string FramesOf(VideoSegment segment) => Path.Combine(folder, $"segment-{segment.Index}.{segment.Part}.ndjson.gz");
}
