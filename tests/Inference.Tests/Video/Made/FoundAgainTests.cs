using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Tests.EndToEnd;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>A sheep that was lost a second ago, and its mirror image, which has come as near as could be it too; with the real networks.</summary>
public sealed class FoundAgainTests(Workbench workbench, Films films, IdCast cast) : IClassFixture<IdCast>
{
    private const int Lost = 0;
    private const int Found = 15;

    // Of the frames before and after it: as far as at 5 frames a second.
    private const int Step = 3;

    private const double SameObject = 0.7;

    [Fact]
    public async Task What_was_lost_is_found_where_nothing_else_is_known_to_be()
    {
        await FindAsync((known, frame, find, first) =>
        {
            var found = find(null, []);
            Assert.NotNull(found);

            // Which sheep it is, not how much of it SAM takes for a box that detectors made.
            var common = found.Mask.CountCommon(first);
            Assert.InRange((double)common / found.Area, 0.9, 1);
            Assert.InRange((double)common / first.CountArea(), 0.5, 1);
            Assert.InRange(find(null, [found])?.Mask.OverlapWith(first) ?? 0, 0, 1 - SameObject);
        });
    }

    [Fact]
    public async Task What_slipped_onto_the_ground_is_replaced_and_what_is_followed_well_is_not()
    {
        await FindAsync((known, frame, find, first) =>
        {
            var well = new Sighting(first, Appearance.Of(frame.Thumbnail, first));
            var slipped = new Sighting(known.Mask, Appearance.Of(frame.Thumbnail, known.Mask));

            Assert.InRange(find(well, [])!.Mask.OverlapWith(first), SameObject, 1);
            Assert.InRange(find(slipped, [])!.Mask.OverlapWith(first), SameObject, 1);
        });
    }

    /// <summary>Calls the search in the frame where it is found, and gives what it starts from and the true mask there.</summary>
    private async Task FindAsync(Action<Sighting, FrameScene, Func<Sighting?, IReadOnlyList<Sighting>, Sighting?>, BinaryMask> judge)
    {
        var token = TestContext.Current.CancellationToken;
        var made = (await cast.ChooseAsync(alike: true, token)).Crossing();
        var path = Path.Combine(films.Folder, $"found-{Guid.NewGuid():N}.mp4");
        made.Write(path);
        var videos = new VideoSegmenter(workbench.Segmenter, VideoLimits.Default);
        Prompt[] prompts = [new TextPrompt("sheep"), new PointsPrompt([new PromptPoint(0.5, 0.5)])];
        await videos.PrepareAsync(prompts, token);
        var clip = await videos.ProbeAsync(path, new VideoSampling(MadeClip.Fps, null, 1000), prompts, token);
        using var from = await ReadAsync(path, clip, Lost, token);
        using var before = await ReadAsync(path, clip, Found - Step, token);
        using var to = await ReadAsync(path, clip, Found, token);
        using var after = await ReadAsync(path, clip, Found + Step, token);
        var truth = made.TruthOf(made.Actors[0], Lost)!;
        var known = new Sighting(truth, Appearance.Of(from.Thumbnail, truth));
        await workbench.Segmenter.RunAsync(
            networks =>
            {
                var search = new Recapture(networks, new Follower(networks.Sam));
                var state = new MarkState(known, known.Appearance, Lost, 0, 0, Lost, search.FindKind(from, known), known.Area);
                var neighbors = FrameNeighbors.Of([before, to, after], 1);
                judge(
                    known,
                    to,
                    (followed, others) => search.Find(state, to, neighbors, known.Edges, clip.SecondsOfSample(Found), followed, others),
                    made.TruthOf(made.Actors[0], Found)!);
                return true;
            },
            token);
    }

    private async Task<FrameScene> ReadAsync(string path, Clip clip, int sample, CancellationToken token)
    {
        await foreach (var (_, picture) in new FrameReader(films.Ffmpeg, ClipFile.Open(path), clip).ReadSamplesAsync(sample, sample, token))
        {
            return new FrameScene(sample, picture, new InferenceOptions(), new StageClock(), token);
        }

        throw new InvalidOperationException("The clip has no such frame.");
    }
}
