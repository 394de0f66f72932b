using System.Runtime.CompilerServices;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Follows what prompts ask for through the chunks of a segment.</summary>
/// <param name="segmenter">Supplies the networks; its turns are shared with pictures.</param>
/// <param name="reader">Reads the clip's frames.</param>
/// <param name="clip">The probe's document.</param>
/// <param name="prompts">All prompts of the job.</param>
/// <param name="options">The options in force.</param>
internal sealed class VideoTracker(Segmenter segmenter, FrameReader reader, Clip clip, ClipPrompts prompts, InferenceOptions options)
{
    /// <summary>Follows words or marks, as the segment's mode says.</summary>
    /// <param name="segment">Which chunks, and in which mode.</param>
    /// <param name="border">State left by the neighboring segment; null for none.</param>
    /// <param name="clock">Records the time of each stage.</param>
    /// <param name="pace">Is told when frames are there.</param>
    /// <param name="cancellationToken">Checked between networks and between masks.</param>
    /// <returns>The chunks in the direction of work; with points and boxes also the state that the next chunk starts from.</returns>
    public IAsyncEnumerable<(ChunkTracks Tracks, MarkBorder? Border)> TrackAsync(
        VideoSegment segment, MarkBorder? border, StageClock clock, SegmentPace pace, CancellationToken cancellationToken) =>
        segment.Mode == VideoMode.Words ? TrackWordsAsync(segment, clock, pace, cancellationToken) : TrackMarksAsync(segment, border, clock, pace, cancellationToken);

    private async IAsyncEnumerable<(ChunkTracks Tracks, MarkBorder? Border)> TrackWordsAsync(
        VideoSegment segment, StageClock clock, SegmentPace pace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var floor = options with { ScoreThreshold = WordTracker.FaintestScore };
        await using var chunks = new ChunkReader(reader, clip, segment, floor, clock, cancellationToken);
        await foreach (var (chunk, frames) in chunks.ReadAsync())
        {
            var tracks = await segmenter.RunAsync(
                networks =>
                {
                    clock.Mark("decode");
                    pace.Begin();
                    return new WordTracker(prompts.Words, networks, clip).Track(chunk, frames);
                },
                cancellationToken);
            clock.Mark("masks");
            yield return (tracks, null);
        }
    }

    private async IAsyncEnumerable<(ChunkTracks Tracks, MarkBorder? Border)> TrackMarksAsync(
        VideoSegment segment, MarkBorder? border, StageClock clock, SegmentPace pace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (states, done) = (border?.ToStates() ?? [], border?.Sample);
        await using var chunks = new ChunkReader(reader, clip, segment, options, clock, cancellationToken);
        await foreach (var (chunk, frames) in chunks.ReadAsync())
        {
            IReadOnlyList<FrameScene> ordered = segment.Mode == VideoMode.Backward ? [.. frames.Reverse()] : frames;
            var (before, last) = (done, ordered[^1].Sample);
            var tracks = await segmenter.RunAsync(
                networks =>
                {
                    clock.Mark("decode");
                    pace.Begin();
                    return new MarkTracker(prompts, networks, clip, segment.Mode, states).Track(chunk, ordered, before);
                },
                cancellationToken);
            clock.Mark("masks");
            done = last;
            yield return (tracks, MarkBorder.Of(last, states));
        }
    }
}
