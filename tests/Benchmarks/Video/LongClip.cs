using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Tests.Video.Made;

namespace SegFunctions.Benchmarks.Video;

/// <summary>A clip of 1920 × 1080 pixels in which two cutouts of photos move back and forth over a third one.</summary>
internal static class LongClip
{
    private const int Width = 1920;
    private const int Height = 1080;

    // Length of an actor's longer side, and seconds from one side of the frame to the other.
    private const double Size = 420;
    private const double Crossing = 12;

    /// <param name="photos">Photos with their annotations.</param>
    /// <param name="seconds">Length of the clip.</param>
    /// <param name="seed">Chooses the photos and their objects.</param>
    /// <param name="path">The MP4 file to write.</param>
    /// <returns>The box around the first actor in the first frame, the word for it, and where it is seen in a frame.</returns>
    public static (BoxPrompt Box, string Word, Func<int, BinaryMask?> Truth) Write(IReadOnlyList<GroundTruth> photos, int seconds, int seed, string path)
    {
        var random = new Random(seed);
        var candidates = new Casting(photos).Candidates.ToArray();
        random.Shuffle(candidates);
        var (first, second) = (candidates[0], candidates.First(candidate => candidate.Photo != candidates[0].Photo));
        var background = candidates.First(candidate => candidate.Photo != first.Photo && candidate.Photo != second.Photo).Photo;
        var made = new MadeClip(
            Casting.Background(background, Width, Height),
            [ToAndFro(second, 0.5, 0.35, 1.7), ToAndFro(first, 0, 0.62, 1)],
            seconds * MadeClip.Fps);
        made.Write(path);
        return (new TrueObject(string.Empty, made.TruthOf(made.Actors[1], 0)!).ToBoxPrompt(), first.Object.Name, frame => made.TruthOf(made.Actors[1], frame));
    }

    /// <param name="who">The actor.</param>
    /// <param name="start">Where on its path it starts, 0–1.</param>
    /// <param name="height">Distance from the top, as a fraction of the frame.</param>
    /// <param name="slowness">Factor on the time of a crossing.</param>
    private static Actor ToAndFro((GroundTruth Photo, TrueObject Object) who, double start, double height, double slowness) => new(
        who.Object.Name,
        Casting.Cutout(who.Photo, who.Object),
        frame =>
        {
            var way = start + (frame / (MadeClip.Fps * Crossing * slowness));
            var part = Math.Abs((way % 2) - 1);
            return new ActorPlace((Size / 2) + ((Width - Size) * part), (Height * height) + (60 * Math.Sin(way * Math.PI * 2)), Size);
        });
}
