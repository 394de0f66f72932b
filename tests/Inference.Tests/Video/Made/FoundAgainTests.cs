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

    // Makes a change of colors of 0.3, which is too much for what stands still.
    private const float RepaintedPart = 0.17f;

    // Of an appearance, from top to bottom.
    private const int Bands = 3;

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

    /// <summary>It is nowhere near where it was, and detectors do not know it; it looks only somewhat like its beginning.</summary>
    [Theory]
    [InlineData(200, true)]
    [InlineData(0, false)]
    public async Task What_detectors_do_not_know_is_found_where_something_moves_but_not_in_what_stands_still(double pace, bool isFound)
    {
        var made = (await cast.ChooseAsync(alike: true, TestContext.Current.CancellationToken)).Gliding(pace);
        await OpenAsync(made, stage =>
        {
            var found = stage.Find(stage.StateOf(RepaintedPart), stage.Both, null, []);

            Assert.InRange(found?.Mask.OverlapWith(stage.Truth) ?? 0, isFound ? SameObject : 0, isFound ? 1 : 0);
            Assert.Null(stage.Find(stage.StateOf(RepaintedPart), FrameNeighbors.Of([stage.Before, stage.To], 1), null, []));
        });
    }

    /// <summary>Calls the search in the frame where it is found, and gives what it starts from and the true mask there.</summary>
    private async Task FindAsync(Action<Sighting, FrameScene, Func<Sighting?, IReadOnlyList<Sighting>, Sighting?>, BinaryMask> judge)
    {
        var made = (await cast.ChooseAsync(alike: true, TestContext.Current.CancellationToken)).Crossing();
        await OpenAsync(made, stage =>
        {
            var state = stage.StateOf(0);
            judge(stage.Known, stage.To, (followed, others) => stage.Find(state, stage.Both, followed, others), stage.Truth);
        });
    }

    private async Task OpenAsync(MadeClip made, Action<Stage> judge)
    {
        var token = TestContext.Current.CancellationToken;
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
        var mask = made.TruthOf(made.Actors[0], Lost)!;
        var known = new Sighting(mask, Appearance.Of(from.Thumbnail, mask));
        await workbench.Segmenter.RunAsync(
            networks =>
            {
                var search = new Recapture(networks, new Follower(networks.Sam));
                judge(new Stage(search, from, before, to, after, clip.SecondsOfSample(Found), known, made.TruthOf(made.Actors[0], Found)!));
                return true;
            },
            token);
    }

    /// <param name="Search">What is tested.</param>
    /// <param name="From">Where the first actor was seen last.</param>
    /// <param name="Before">A frame before the one in which it is looked for.</param>
    /// <param name="To">That one.</param>
    /// <param name="After">A frame after it.</param>
    /// <param name="Seconds">Since it was seen.</param>
    /// <param name="Known">What was seen.</param>
    /// <param name="Truth">What is to be found.</param>
    private sealed record Stage(Recapture Search, FrameScene From, FrameScene Before, FrameScene To, FrameScene After, double Seconds, Sighting Known, BinaryMask Truth)
    {
        public FrameNeighbors Both => FrameNeighbors.Of([Before, To, After], 1);

        /// <param name="repainted">The part of it that had a color that it has not, 0–1, where it was marked.</param>
        public MarkState StateOf(float repainted) => new(
            Known, Repaint(Known.Appearance, repainted), Lost, 0, 0, Lost, Search.FindKind(From, Known), Known.Area);

        public Sighting? Find(MarkState state, FrameNeighbors neighbors, Sighting? followed, IReadOnlyList<Sighting> others) =>
            Search.Find(state, To, neighbors, Known.Edges, Seconds, followed, others);

        private static Appearance Repaint(Appearance look, float part) => new(
        [
            .. look.Shares.Chunk(look.Shares.Length / Bands).SelectMany(band =>
            {
                var rarest = Array.IndexOf(band, band.Min());
                return band.Select((share, bin) => (share * (1 - part)) + (bin == rarest ? part * band.Sum() : 0));
            }),
        ]);
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
