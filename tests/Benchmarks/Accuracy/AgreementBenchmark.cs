using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Prompts;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Benchmarks.Accuracy;

/// <summary>
/// Compares the rewritten networks with the published ones, everything else being equal: how far their final masks agree, how well each fits the human
/// annotations, and how long a prompt on a new photo takes, in alternating turns.
/// </summary>
internal static class AgreementBenchmark
{
    private const long CacheBytes = 64 << 20;
    private const int Worst = 10;
    private const string Whole = "whole";

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder with a ground-truth.json, photos and label pictures.", Required = true };
        var timed = new Option<bool>("--timed") { Description = "Times one prompt of each kind per photo in place of comparing all masks." };
        var command = new Command("agreement", "The rewritten networks beside the published ones: masks and times.") { data, timed };
        command.SetAction((parsed, token) => RunAsync(parsed.GetRequiredValue(data), parsed.GetValue(timed), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, bool timed, CancellationToken cancellationToken)
    {
        ModelAbility[] abilities = timed ? Enum.GetValues<ModelAbility>() : [ModelAbility.Words, ModelAbility.Marks];
        using var published = await InstalledPool.OpenAsync(new OnnxSettings(Rewritten: false), cancellationToken, abilities);
        using var rewritten = await InstalledPool.OpenAsync(new OnnxSettings(), cancellationToken, abilities);
        var cacheBytes = timed ? 0 : CacheBytes;
        await using var before = InstalledPool.CreateSegmenter(published, cacheBytes);
        await using var after = InstalledPool.CreateSegmenter(rewritten, cacheBytes);
        var pairs = new List<Pair>();
        foreach (var photo in GroundTruth.Read(folder))
        {
            var content = await File.ReadAllBytesAsync(photo.Path, cancellationToken);
            foreach (var (kind, name, prompt, truth) in timed ? PromptsToTime(photo) : photo.ToPrompts().Select(prompt => (prompt.Kind, prompt.Name, prompt.Prompt, (BinaryMask?)prompt.Truth)))
            {
                // The second one may find the file in a cache, so they alternate.
                var beforeFirst = pairs.Count % 2 == 0;
                var early = beforeFirst ? await AnswerAsync(before, content, prompt, cancellationToken) : default;
                var late = await AnswerAsync(after, content, prompt, cancellationToken);
                early = beforeFirst ? early : await AnswerAsync(before, content, prompt, cancellationToken);
                pairs.Add(new Pair(
                    kind,
                    $"{Path.GetFileName(photo.Path)} {name}",
                    AreEmpty(early.Mask, late.Mask) ? 1 : Scores.Overlap(early.Mask, late.Mask),
                    truth is null ? null : Scores.Overlap(early.Mask, truth),
                    truth is null ? null : Scores.Overlap(late.Mask, truth),
                    early.Stages,
                    late.Stages));
            }

            Console.Error.WriteLine(Path.GetFileName(photo.Path));
        }

        foreach (var kind in pairs.GroupBy(pair => pair.Kind))
        {
            Write(kind.Key, [.. kind], timed);
        }

        return 0;
    }

    /// <summary>Prompts for the largest object, and a word that names nothing in the photo.</summary>
    private static IEnumerable<(string Kind, string Name, Prompt Prompt, BinaryMask? Truth)> PromptsToTime(GroundTruth photo)
    {
        var largest = photo.Objects.MaxBy(item => item.Mask.CountArea())!;
        var absent = ClosedVocabulary.Coco.Classes.First(word => photo.Objects.All(item => item.Name != word) && !photo.Crowds.Contains(word));
        return
        [
            ("box", largest.Name, largest.ToBoxPrompt(), largest.Mask),
            ("click", largest.Name, largest.ToClick(), largest.Mask),
            ("word", largest.Name, new TextPrompt(largest.Name), null),
            ("absent word", absent, new TextPrompt(absent), null),
            ("subject", "subject", new SubjectPrompt(), null),
        ];
    }

    private static async Task<(BinaryMask Mask, IReadOnlyDictionary<string, double> Stages)> AnswerAsync(
        Segmenter segmenter, byte[] content, Prompt prompt, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await segmenter.SegmentAsync(content, [prompt], new InferenceOptions(), cancellationToken);
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var stages = new Dictionary<string, double>(answer.Provenance.StageMilliseconds) { [Whole] = milliseconds };
        return (Scores.Union(answer.Picture.Width, answer.Picture.Height, answer.Segments.Select(segment => segment.Mask)), stages);
    }

    private static bool AreEmpty(BinaryMask first, BinaryMask second) => first.CountArea() == 0 && second.CountArea() == 0;

    private static void Write(string kind, List<Pair> pairs, bool timed)
    {
        var judged = pairs.FindAll(pair => pair.Before is not null);
        var truth = judged.Count == 0 ? string.Empty : string.Create(
            CultureInfo.InvariantCulture, $", with the truth {judged.Average(pair => pair.Before!.Value):F4} published, {judged.Average(pair => pair.After!.Value):F4} rewritten");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-12} {pairs.Count} prompts: mean IoU {pairs.Average(pair => pair.Agreement):F4} with each other{truth}"));
        if (timed)
        {
            foreach (var stage in pairs[0].BeforeStages.Keys.Where(stage => pairs.TrueForAll(pair => pair.BeforeStages.ContainsKey(stage) && pair.AfterStages.ContainsKey(stage))))
            {
                WriteStage(stage, pairs);
            }

            return;
        }

        foreach (var pair in pairs.OrderBy(pair => pair.Agreement).Take(Worst))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"             {pair.Agreement:F3} {pair.Name}, with the truth {pair.Before:F3} -> {pair.After:F3}"));
        }
    }

    private static void WriteStage(string stage, List<Pair> pairs)
    {
        List<double> ratios = [.. pairs.Select(pair => pair.AfterStages[stage] / pair.BeforeStages[stage]).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"             {stage,-14} rewritten / published: median {ratios[ratios.Count / 2]:F3}, quartiles {ratios[ratios.Count / 4]:F3}–{ratios[ratios.Count * 3 / 4]:F3}; fastest {pairs.Min(pair => pair.AfterStages[stage]):F0} / {pairs.Min(pair => pair.BeforeStages[stage]):F0} ms"));
    }

    /// <summary>One prompt, answered by both sides.</summary>
    private sealed record Pair(
        string Kind,
        string Name,
        double Agreement,
        double? Before,
        double? After,
        IReadOnlyDictionary<string, double> BeforeStages,
        IReadOnlyDictionary<string, double> AfterStages);
}
