using System.Text.Json;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Rendering;
using SegFunctions.Inference.Video.Results;
using SegFunctions.Inference.Video.Tracking;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Video;

/// <summary>Turns a clip and prompts into objects with masks, in steps that different workers can do. A repeated step gives the same bytes.</summary>
/// <param name="segmenter">Supplies the networks; its turns are shared with pictures.</param>
/// <param name="limits">The limits in force.</param>
public sealed class VideoSegmenter(Segmenter segmenter, VideoLimits limits)
{
    private readonly Ffmpeg _ffmpeg = new(limits);

    /// <summary>Whether this machine can decode and encode videos; if not, every step fails.</summary>
    public static bool HasFfmpeg => Ffmpeg.IsInstalled;

    /// <summary>Finds out what a clip is and which of its frames are processed.</summary>
    /// <param name="path">The clip, on the local disk.</param>
    /// <param name="sampling">Which frames the request asks for.</param>
    /// <param name="prompts">All prompts of the job.</param>
    /// <param name="cancellationToken">Stops the decoding.</param>
    /// <exception cref="InferenceException">The clip or all prompts are at fault.</exception>
    public async Task<Clip> ProbeAsync(string path, VideoSampling sampling, IReadOnlyList<Prompt> prompts, CancellationToken cancellationToken)
    {
        var plan = Plan(prompts);
        return await new VideoProber(_ffmpeg).ProbeAsync(ClipFile.Open(path), sampling, plan.Frames, plan.Words.HasWords, cancellationToken);
    }

    /// <summary>The chunks of the first and the last frame with points or boxes; null if there is none.</summary>
    public (int First, int Last)? FindMarks(Clip clip, IReadOnlyList<Prompt> prompts)
    {
        var samples = Plan(prompts).Frames.Select(frame => clip.Samples.Index().First(sample => sample.Item == frame).Index).ToList();
        return samples.Count == 0 ? null : (clip.ChunkOf(samples.Min()), clip.ChunkOf(samples.Max()));
    }

    /// <summary>Makes sure that the networks for points and boxes, and for these words, can be opened.</summary>
    public Task PrepareAsync(IReadOnlyList<Prompt> prompts, CancellationToken cancellationToken) =>
        segmenter.PrepareAsync([.. Plan(prompts).Words.Abilities.Union([ModelAbility.Words, ModelAbility.Marks])], cancellationToken);

    /// <summary>Follows objects through some chunks. The networks must be ready: see <see cref="PrepareAsync"/>.</summary>
    /// <param name="path">The clip, on the local disk.</param>
    /// <param name="clip">The probe's document.</param>
    /// <param name="segment">Which chunks, and in which mode.</param>
    /// <param name="prompts">All prompts of the job.</param>
    /// <param name="options">The options in force.</param>
    /// <param name="limit">The longest that it may take, unless a single chunk takes longer; null for no limit.</param>
    /// <param name="border">State left by the segment before this one; null for none.</param>
    /// <param name="frames">Receives the frames; left open.</param>
    /// <param name="cancellationToken">Checked between networks and between masks.</param>
    /// <returns>The document, which names the chunks that are left, and the state that the next segment starts from; the state is null with words.</returns>
    public async Task<(SegmentDocument Document, byte[]? Border)> SegmentAsync(
        string path,
        Clip clip,
        VideoSegment segment,
        IReadOnlyList<Prompt> prompts,
        InferenceOptions options,
        TimeSpan? limit,
        byte[]? border,
        Stream frames,
        CancellationToken cancellationToken)
    {
        var (clock, pace) = (new StageClock(), new SegmentPace(limit, TimeProvider.System));
        var reader = new FrameReader(_ffmpeg, ClipFile.Open(path), clip);
        var tracker = new VideoTracker(segmenter, reader, clip, Plan(prompts), options);
        var left = border is null ? null : JsonSerializer.Deserialize<MarkBorder>(border, ContractJson.Options);
        var chunks = new List<ChunkTracks>();
        await foreach (var (tracks, state) in tracker.TrackAsync(segment, left, clock, pace, cancellationToken))
        {
            chunks.Add(tracks);
            left = state;
            if (!pace.HasTimeForAnother())
            {
                break;
            }
        }

        await using (var lines = SegmentFrames.Open(frames))
        {
            foreach (var frame in chunks.OrderBy(chunk => chunk.Frames.Count == 0 ? 0 : chunk.Frames[0].Sample).SelectMany(chunk => chunk.Frames))
            {
                await SegmentFrames.WriteLineAsync(lines, frame, cancellationToken);
            }
        }

        var rest = segment.RestAfter(chunks.Count);
        var done = segment.Without(rest);
        var (first, last) = (clip.SamplesOf(done.First).First, clip.SamplesOf(done.Last).Last);
        var plan = Plan(prompts);
        var work = new VideoWork(last - first + 1, Math.Round(pace.Elapsed.TotalMilliseconds, 2));
        var document = new SegmentDocument(
            work, [.. chunks.SelectMany(chunk => chunk.Tracklets)], [.. segmenter.Pool.Identities.ForVideo(plan.Words.Abilities, plan.HasMarks)], clock.Milliseconds, rest);
        return (document, left is null ? null : JsonSerializer.SerializeToUtf8Bytes(left, ContractJson.Options));
    }

    /// <summary>Merges all segments into one result.</summary>
    /// <param name="clip">The probe's document.</param>
    /// <param name="prompts">All prompts of the job.</param>
    /// <param name="options">The options in force.</param>
    /// <param name="segments">All segments with their documents.</param>
    /// <param name="openFrames">Opens a segment's frames; called twice for each.</param>
    /// <param name="files">Which films will be rendered.</param>
    /// <param name="masks">Receives the frames as one JSON document.</param>
    /// <param name="lines">Receives the same as gzipped lines.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<VideoDocument> JoinAsync(
        Clip clip,
        IReadOnlyList<Prompt> prompts,
        InferenceOptions options,
        IReadOnlyList<(VideoSegment Segment, SegmentDocument Document)> segments,
        Func<VideoSegment, CancellationToken, Task<Stream>> openFrames,
        VideoFiles files,
        Stream masks,
        Stream lines,
        CancellationToken cancellationToken)
    {
        var join = new VideoJoin(clip, prompts, options.ScoreThreshold);
        var frames = new FrameMerge([.. segments.Select(segment => segment.Segment)], openFrames);
        var documents = segments.Select(segment => segment.Document).ToList();
        await join.IdentifyAsync(documents, frames.ReadAsync(cancellationToken), cancellationToken);
        await join.WriteAsync(join.ReadAsync(frames.ReadAsync(cancellationToken), cancellationToken), masks, lines, cancellationToken);
        var plan = Plan(prompts).Words;
        var stages = documents.SelectMany(segment => segment.StageMilliseconds).GroupBy(stage => stage.Key)
            .ToDictionary(stage => stage.Key, stage => Math.Round(stage.Sum(entry => entry.Value), 2));
        return new VideoDocument(
            clip.Width,
            clip.Height,
            clip.Duration,
            clip.Fps,
            join.Counts,
            join.Objects,
            plan.Unanswered,
            [.. plan.Notes, .. NotesOn(clip, plan, join.Objects)],
            new Provenance([.. documents.SelectMany(segment => segment.Models).Distinct()], segmenter.Pool.ProviderName, options, stages),
            files);
    }

    /// <summary>Renders a piece of every requested film.</summary>
    /// <param name="path">The clip, on the local disk.</param>
    /// <param name="clip">The probe's document.</param>
    /// <param name="lines">The merged frames, gzipped; read from the start.</param>
    /// <param name="files">At least one.</param>
    /// <param name="piece">From 0.</param>
    /// <param name="folder">Receives a file for each film, under the film's name.</param>
    /// <param name="cancellationToken">Kills the encoders.</param>
    public Task RenderAsync(string path, Clip clip, Stream lines, VideoFiles files, int piece, string folder, CancellationToken cancellationToken) =>
        new FilmRenderer(_ffmpeg, ClipFile.Open(path), clip).RenderAsync(
            SegmentFrames.ReadAsync<VideoFrame>(lines, cancellationToken), files, piece, folder, cancellationToken);

    /// <summary>Joins the pieces of every requested film and adds the clip's audio.</summary>
    /// <param name="path">The clip, on the local disk.</param>
    /// <param name="clip">The probe's document.</param>
    /// <param name="files">At least one.</param>
    /// <param name="pieceFolders">The folders of the pieces, in order.</param>
    /// <param name="folder">Receives the films, under their names.</param>
    /// <param name="cancellationToken">Kills the programs.</param>
    public Task FinishAsync(
        string path, Clip clip, VideoFiles files, IReadOnlyList<string> pieceFolders, string folder, CancellationToken cancellationToken) =>
        new FilmJoiner(_ffmpeg, ClipFile.Open(path), clip).JoinAsync(files, pieceFolders, folder, cancellationToken);

    private ClipPrompts Plan(IReadOnlyList<Prompt> prompts) => ClipPrompts.Make(prompts, IVocabulary.For(segmenter.Pool.Choice));

    private static IEnumerable<string> NotesOn(Clip clip, PromptPlan plan, IReadOnlyList<VideoObject> objects)
    {
        if (clip.IsCut)
        {
            yield return FormattableString.Invariant($"The video has more frames than may be processed: what comes after second {clip.SecondsOfSample(clip.Samples.Count - 1):0.##} was not looked at.");
        }

        foreach (var (prompt, phrase) in plan.Words.Where(word => !objects.Any(found => word.Phrase.ClassIds.Any(id => plan.Vocabulary.GetLabel(id) == found.Label))))
        {
            yield return $"No '{phrase.Text}' was found in any frame.";
        }
    }
}
