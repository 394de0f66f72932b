using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Benchmarks.Providers;

/// <summary>
/// The same prompts on the same photos, decoded and drawn as in the product, computed in turns on the CPU and on another provider: how long each takes, and whether
/// the masks are the same. No features are kept, so each prompt is the first on its photo. Needs a build with that provider: <c>-p:InferenceRuntime=gpu</c>.
/// </summary>
internal static class ProvidersBenchmark
{
    private static readonly string[] Kinds = ["box", "click", "word", "subject"];

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder with a ground-truth.json, photos and label pictures.", Required = true };
        var provider = BenchmarkOptions.Provider("Beside the CPU: Cuda or TensorRt.", ExecutionProvider.Cuda);
        var command = new Command("providers", "Each kind of prompt on the CPU and on another provider: time, and whether the masks agree.") { data, provider };
        command.SetAction((parsed, token) => RunAsync(parsed.GetRequiredValue(data), parsed.GetValue(provider), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, ExecutionProvider provider, CancellationToken cancellationToken)
    {
        ModelAbility[] abilities = [ModelAbility.Words, ModelAbility.Marks, ModelAbility.Subject];
        using var cpuPool = await InstalledPool.OpenAsync(new OnnxSettings(), cancellationToken, abilities);
        using var otherPool = await InstalledPool.OpenAsync(new OnnxSettings(provider), cancellationToken, abilities);
        await using var cpu = InstalledPool.CreateSegmenter(cpuPool, cacheBytes: 0);
        await using var other = InstalledPool.CreateSegmenter(otherPool, cacheBytes: 0);
        var photos = GroundTruth.Read(folder).Where(photo => photo.Objects.Count > 0).ToList();
        var figures = Kinds.ToDictionary(kind => kind, _ => new List<Figure>());

        // The first photo gets an extra run, so that one-time work is not measured.
        foreach (var (photo, counted) in photos.Take(1).Select(photo => (photo, false)).Concat(photos.Select(photo => (photo, true))))
        {
            var content = await File.ReadAllBytesAsync(photo.Path, cancellationToken);
            var item = photo.Objects.MaxBy(item => item.Mask.CountArea())!;
            foreach (var (kind, prompt) in Kinds.Zip((Prompt[])[item.ToBoxPrompt(), item.ToClick(), new TextPrompt(item.Name), new SubjectPrompt()]))
            {
                var (first, second) = (await AskAsync(cpu, content, prompt, cancellationToken), await AskAsync(other, content, prompt, cancellationToken));
                if (counted)
                {
                    figures[kind].Add(new Figure(first.Time, second.Time, first.Found, second.Found, Agreement(first.Masks, second.Masks)));
                }
            }
        }

        foreach (var kind in Kinds)
        {
            Write(kind, provider, figures[kind]);
        }

        return 0;
    }

    private static async Task<(double Time, int Found, BinaryMask Masks)> AskAsync(
        Segmenter segmenter, byte[] content, Prompt prompt, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var result = await segmenter.SegmentAsync(content, [prompt], new InferenceOptions(), cancellationToken);
        var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return (time, result.Segments.Count, Scores.Union(result.Picture.Width, result.Picture.Height, result.Segments.Select(segment => segment.Mask)));
    }

    // If neither finds anything, they agree.
    private static double Agreement(BinaryMask first, BinaryMask second) =>
        first.CountArea() + second.CountArea() == 0 ? 1 : Scores.Overlap(first, second);

    private static void Write(string kind, ExecutionProvider provider, List<Figure> figures)
    {
        var (cpu, other) = (Percentiles.Of([.. figures.Select(figure => figure.Cpu)], 50), Percentiles.Of([.. figures.Select(figure => figure.Other)], 50));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind,-8} CPU {cpu,7:F1} ms, {provider} {other,7:F1} ms (medians of {figures.Count} photos), {cpu / other:F1} times as fast; masks agree: mean IoU {figures.Average(figure => figure.Agreement):F4}, worst {figures.Min(figure => figure.Agreement):F4}; segments {figures.Sum(figure => figure.CpuFound)} and {figures.Sum(figure => figure.OtherFound)}"));
    }

    private sealed record Figure(double Cpu, double Other, int CpuFound, int OtherFound, double Agreement);
}
