using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;
using SegFunctions.Worker.Loading;

namespace SegFunctions.Worker.Video;

/// <summary>
/// Processes the steps of a video. Each step writes its document last. A step whose document exists is not repeated, and its update is made from the document, so
/// that it is the same however often it is sent.
/// </summary>
internal sealed class VideoSteps(JobNetworks networks, VideoLimits limits, FfmpegSetup ffmpeg, ClipStore clips, ItemBlobs blobs, WorkFolder folder)
{
    /// <exception cref="Inference.InferenceException">The clip is faulty, or none of the prompts can be used.</exception>
    public async Task<InferenceUpdate> RunAsync(InferenceRequest request, VideoStep step, CancellationToken cancellationToken)
    {
        await ffmpeg.EnsureAsync(cancellationToken);
        return await networks.UseAsync(request.Options.Model, segmenter => DoAsync(request, step, new VideoSegmenter(segmenter, limits), cancellationToken));
    }

    private Task<InferenceUpdate> DoAsync(InferenceRequest request, VideoStep step, VideoSegmenter videos, CancellationToken cancellationToken) => step switch
    {
        ProbeStep probe => ProbeAsync(request, probe, videos, cancellationToken),
        SegmentStep segment => SegmentAsync(request, segment.Name, segment.Segment, segment.Limit, videos, cancellationToken),
        PartStep part => SegmentAsync(request, part.Name, part.Segment, part.Limit, videos, cancellationToken),
        JoinStep join => JoinAsync(request, join.Name, join.Files, videos, cancellationToken),
        JoinPartsStep join => JoinAsync(request, join.Name, join.Files, videos, cancellationToken),
        RenderStep render => RenderAsync(request, render, videos, cancellationToken),
        FinishStep finish => FinishAsync(request, finish, videos, cancellationToken),
        _ => throw new InvalidOperationException($"Steps of the kind {step.GetType().Name} are not known."),
    };

    private async Task<InferenceUpdate> ProbeAsync(InferenceRequest request, ProbeStep step, VideoSegmenter videos, CancellationToken cancellationToken)
    {
        var document = request.Results.Below(VideoNames.Probe);
        var clip = await blobs.FindAsync<Clip>(document, cancellationToken);
        if (clip is null)
        {
            using var file = await clips.TakeAsync(request.Input, cancellationToken);
            clip = await blobs.KeepFirstAsync(
                document, await videos.ProbeAsync(file.Path, step.Sampling, request.Prompts, cancellationToken), cancellationToken);
        }

        var marks = videos.FindMarks(clip, request.Prompts);
        var probe = new VideoProbe(
            clip.Width, clip.Height, clip.Duration, clip.Fps, clip.Samples.Count, clip.Chunks, clip.ChunkLength, clip.Pieces, marks?.First, marks?.Last);
        return Succeeded(request, document, new VideoUpdate(step.Name, Probe: probe));
    }

    private async Task<InferenceUpdate> SegmentAsync(
        InferenceRequest request, string step, VideoSegment segment, TimeSpan? limit, VideoSegmenter videos, CancellationToken cancellationToken)
    {
        var segments = new SegmentBlobs(blobs, request.Results);
        var found = await segments.FindAsync(segment, cancellationToken)
            ?? await segments.KeepFirstAsync(segment, await TrackAsync(request, segment, limit, segments, videos, cancellationToken), cancellationToken);
        return Succeeded(request, segments.DocumentOf(segment), new VideoUpdate(step, Work: found.Work, Rest: found.Rest));
    }

    private async Task<SegmentDocument> TrackAsync(
        InferenceRequest request, VideoSegment segment, TimeSpan? limit, SegmentBlobs segments, VideoSegmenter videos, CancellationToken cancellationToken)
    {
        var clip = await GetClipAsync(request, cancellationToken);
        var border = await segments.GetBorderBeforeAsync(segment, cancellationToken);
        using var file = await clips.TakeAsync(request.Input, cancellationToken);
        await videos.PrepareAsync(request.Prompts, cancellationToken);
        await using var frames = folder.NewFile();
        var (found, left) = await videos.SegmentAsync(
            file.Path, clip, segment, request.Prompts, request.Options, limit, border, frames, cancellationToken);
        await segments.UploadAsync(segment, found, frames, left, cancellationToken);
        return found;
    }

    private async Task<InferenceUpdate> JoinAsync(
        InferenceRequest request, string step, VideoFiles files, VideoSegmenter videos, CancellationToken cancellationToken)
    {
        var document = request.Results.Below(VideoNames.Document);
        if (await blobs.FindAsync<VideoDocument>(document, cancellationToken) is null)
        {
            var clip = await GetClipAsync(request, cancellationToken);
            var plan = await blobs.GetAsync<VideoPlan>(request.Results.Below(VideoNames.Plan), cancellationToken);
            var stored = new SegmentBlobs(blobs, request.Results);
            var segments = await stored.GetPartsAsync(plan, cancellationToken);
            var documents = segments.ToDictionary(part => part.Segment, part => part.Document);
            await using var masks = folder.NewFile();
            await using var lines = folder.NewFile();
            var joined = await videos.JoinAsync(
                clip,
                request.Prompts,
                request.Options,
                segments,
                (segment, token) => stored.OpenFramesAsync(segment, documents[segment], token),
                files,
                masks,
                lines,
                cancellationToken);
            await blobs.UploadAsync(request.Results.Below(VideoNames.Masks), masks, "application/json", cancellationToken);
            await blobs.UploadAsync(request.Results.Below(VideoNames.Frames), lines, "application/gzip", cancellationToken);
            await blobs.KeepFirstAsync(document, joined, cancellationToken);
        }

        return Succeeded(request, document, new VideoUpdate(step));
    }

    private async Task<InferenceUpdate> RenderAsync(InferenceRequest request, RenderStep step, VideoSegmenter videos, CancellationToken cancellationToken)
    {
        var document = request.Results.Below(VideoNames.Piece(step.Piece));
        if (await blobs.FindAsync<RenderStep>(document, cancellationToken) is null)
        {
            var clip = await GetClipAsync(request, cancellationToken);
            using var file = await clips.TakeAsync(request.Input, cancellationToken);
            using var films = folder.NewFolder();
            await using (var lines = await blobs.OpenAsync(request.Results.Below(VideoNames.Frames), cancellationToken))
            {
                await videos.RenderAsync(file.Path, clip, lines, step.Files, step.Piece, films.Path, cancellationToken);
            }

            await UploadAsync(films.Path, step.Files, name => InFolder(request, VideoNames.PieceFolder(step.Piece), name), cancellationToken);
            await blobs.KeepFirstAsync(document, step, cancellationToken);
        }

        return Succeeded(request, document, new VideoUpdate(step.Name));
    }

    private async Task<InferenceUpdate> FinishAsync(InferenceRequest request, FinishStep step, VideoSegmenter videos, CancellationToken cancellationToken)
    {
        var document = request.Results.Below(VideoNames.Finish);
        if (await blobs.FindAsync<FinishStep>(document, cancellationToken) is null)
        {
            var clip = await GetClipAsync(request, cancellationToken);
            using var file = await clips.TakeAsync(request.Input, cancellationToken);
            using var films = folder.NewFolder();
            var pieces = new List<string>();
            for (var piece = 0; piece < step.Pieces; piece++)
            {
                pieces.Add(Directory.CreateDirectory(Path.Combine(films.Path, $"piece-{piece}")).FullName);
                foreach (var name in VideoNames.Of(step.Files))
                {
                    await blobs.DownloadAsync(InFolder(request, VideoNames.PieceFolder(piece), name), Path.Combine(pieces[^1], name), cancellationToken);
                }
            }

            await videos.FinishAsync(file.Path, clip, step.Files, pieces, films.Path, cancellationToken);
            await UploadAsync(films.Path, step.Files, request.Results.Below, cancellationToken);
            await blobs.KeepFirstAsync(document, step, cancellationToken);
        }

        return Succeeded(request, document, new VideoUpdate(step.Name));
    }

    private async Task UploadAsync(
        string from, VideoFiles files, Func<string, BlobReference> to, CancellationToken cancellationToken)
    {
        foreach (var name in VideoNames.Of(files))
        {
            await using var film = File.OpenRead(Path.Combine(from, name));
            await blobs.UploadAsync(to(name), film, name.EndsWith(".webm", StringComparison.Ordinal) ? "video/webm" : "video/mp4", cancellationToken);
        }
    }

    private Task<Clip> GetClipAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        blobs.GetAsync<Clip>(request.Results.Below(VideoNames.Probe), cancellationToken);

    private static BlobReference InFolder(InferenceRequest request, string below, string name) => request.Results.Below($"{below}/{name}");

    private static InferenceUpdate Succeeded(InferenceRequest request, BlobReference document, VideoUpdate update) =>
        InferenceUpdate.For(request, InferenceState.Succeeded, document) with { Video = update };
}
