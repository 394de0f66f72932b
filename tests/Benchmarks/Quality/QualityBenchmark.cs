using System.CommandLine;
using System.Globalization;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Quality;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Benchmarks.Quality;

/// <summary>How accurate quality estimates are with the constants that users get, and with those fitted to this folder, each photo judged by constants from the others.</summary>
internal static class QualityBenchmark
{
    private const long CacheBytes = 256 << 20;

    /// <summary>Weight of a usual prompt relative to its variations, of which there are more.</summary>
    private const double UsualWeight = 3;

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder with a ground-truth.json, photos and label pictures.", Required = true };
        var plot = new Option<FileInfo?>("--plot") { Description = "Where a reliability plot of the constants that users get is written, SVG." };
        var timed = new Option<bool>("--timed") { Description = "Times the estimate for a click on the first photo in place of judging it." };
        var command = new Command("quality", "How true the quality of masks is, and the constants that this folder would give.") { data, plot, timed };
        command.SetAction((parsed, token) => parsed.GetValue(timed)
            ? TimeAsync(parsed.GetRequiredValue(data), token)
            : RunAsync(parsed.GetRequiredValue(data), parsed.GetValue(plot), token));
        return command;
    }

    private static async Task<int> TimeAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        using var pool = await InstalledPool.OpenAsync(cancellationToken);
        var photo = GroundTruth.Read(folder).First();
        var content = await File.ReadAllBytesAsync(photo.Path, cancellationToken);
        return pool.Use(networks =>
        {
            QualityTiming.Measure(networks, photo, content);
            return 0;
        });
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, FileInfo? plot, CancellationToken cancellationToken)
    {
        using var pool = await InstalledPool.OpenAsync(new OnnxSettings(), cancellationToken, Enum.GetValues<ModelAbility>());
        await using var segmenter = InstalledPool.CreateSegmenter(pool, CacheBytes);
        var samples = new List<QualitySample>();
        foreach (var photo in GroundTruth.Read(folder))
        {
            samples.AddRange(await new QualitySamples(segmenter, photo, await File.ReadAllBytesAsync(photo.Path, cancellationToken)).CollectAsync(cancellationToken));
            Console.Error.WriteLine(Path.GetFileName(photo.Path));
        }

        var kinds = samples.GroupBy(sample => sample.Evidence.Kind).OrderBy(kind => kind.Key).Select(kind => (Kind: kind.Key, Samples: kind.ToList())).ToList();
        foreach (var (kind, ofKind) in kinds)
        {
            Write(kind, ofKind);
        }

        foreach (var (kind, ofKind) in kinds)
        {
            var fit = Fit(ofKind);
            Console.WriteLine($"[QualityKind.{kind}] = new({string.Join(", ", fit.Weights.Prepend(fit.Constant).Select(value => value.ToString("F3", CultureInfo.InvariantCulture)))}),");
        }

        if (plot is not null)
        {
            await File.WriteAllTextAsync(
                plot.FullName, ReliabilityPlot.ToSvg([.. kinds.Select(kind => (kind.Kind, Judge(kind.Samples.FindAll(sample => sample.IsUsual), Shipped)))]), cancellationToken);
        }

        return 0;
    }

    private static void Write(QualityKind kind, List<QualitySample> samples)
    {
        var usual = samples.FindAll(sample => sample.IsUsual);
        Console.WriteLine($"{kind}, mean overlap {usual.Average(sample => sample.Truth).ToString("F3", CultureInfo.InvariantCulture)}");
        Console.WriteLine($"  as users get it            {QualityFigures.Of(Judge(usual, Shipped))}");
        Console.WriteLine($"    and varied prompts       {QualityFigures.Of(Judge(samples, Shipped))}");
        var others = samples.Select(sample => sample.Photo).Distinct().ToDictionary(photo => photo, photo => Fit(samples.FindAll(sample => sample.Photo != photo)));
        Console.WriteLine($"  fitted to the other photos {QualityFigures.Of(Judge(usual, sample => others[sample.Photo].Estimate(sample.Evidence.Numbers)))}");
        Console.WriteLine($"    and varied prompts       {QualityFigures.Of(Judge(samples, sample => others[sample.Photo].Estimate(sample.Evidence.Numbers)))}");
    }

    private static double Shipped(QualitySample sample) => QualityModels.Estimate(sample.Evidence);

    private static List<JudgedEstimate> Judge(IEnumerable<QualitySample> samples, Func<QualitySample, double> estimate) =>
        [.. samples.Select(sample => new JudgedEstimate(sample.Photo, estimate(sample), sample.Truth))];

    /// <summary>A photo with four times as many masks counts twice as much, because its masks are not independent.</summary>
    private static LogisticFit Fit(List<QualitySample> samples)
    {
        var counts = samples.CountBy(sample => sample.Photo).ToDictionary();
        return LogisticFit.Of(
            [.. samples.Select(sample => sample.Evidence.Numbers)],
            [.. samples.Select(sample => sample.Truth)],
            [.. samples.Select(sample => (sample.IsUsual ? UsualWeight : 1) / Math.Sqrt(counts[sample.Photo]))]);
    }
}
