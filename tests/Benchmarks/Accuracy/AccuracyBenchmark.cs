using System.CommandLine;
using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Benchmarks.Accuracy;

/// <summary>
/// How well masks fit human annotations with everything as users get it: a box and a click for each object, and each of the 80 classes as a word,
/// whether or not the photo shows it.
/// </summary>
internal static class AccuracyBenchmark
{
    private const long CacheBytes = 64 << 20;

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder with a ground-truth.json, photos and label pictures.", Required = true };
        var provider = BenchmarkOptions.Provider("Where the networks are computed: Cpu, Cuda or TensorRt.", ExecutionProvider.Cpu);
        var command = new Command("accuracy", "How well masks of boxes, clicks and words fit what people drew.") { data, provider };
        command.SetAction((parsed, token) => RunAsync(parsed.GetRequiredValue(data), parsed.GetValue(provider), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, ExecutionProvider provider, CancellationToken cancellationToken)
    {
        using var pool = await InstalledPool.OpenAsync(new OnnxSettings(provider), cancellationToken);
        await using var segmenter = InstalledPool.CreateSegmenter(pool, CacheBytes);
        var scores = new Scores();
        foreach (var photo in GroundTruth.Read(folder))
        {
            await MeasureAsync(segmenter, photo, scores, cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(photo.Path)}  so far: box {Mean(scores.Boxes):F3}, click {Mean(scores.Clicks):F3}, word {Mean(scores.Words):F3}"));
        }

        Write(scores);
        return 0;
    }

    private static async Task MeasureAsync(Segmenter segmenter, GroundTruth photo, Scores scores, CancellationToken cancellationToken)
    {
        var content = await File.ReadAllBytesAsync(photo.Path, cancellationToken);
        foreach (var item in photo.Objects)
        {
            scores.Boxes.Add(Scores.Overlap((await SegmentAsync(item.ToBoxPrompt()))[0], item.Mask));
            scores.Clicks.Add(Scores.Overlap((await SegmentAsync(item.ToClick()))[0], item.Mask));
            scores.DoubleClicks.Add(Scores.Overlap((await SegmentAsync(item.ToDoubleClick()))[0], item.Mask));
            scores.ClicksWithFarBackground.Add(Scores.Overlap((await SegmentAsync(item.ToClickWithFarBackground()))[0], item.Mask));
        }

        // All words at once: each is answered as if it were the only one.
        var words = ClosedVocabulary.Coco.Classes;
        using var result = await segmenter.SegmentAsync(content, [.. words.Select(word => new TextPrompt(word))], new InferenceOptions(), cancellationToken);
        var answers = result.Segments.ToLookup(segment => words[segment.Prompt], segment => segment.Mask);
        foreach (var word in words)
        {
            Score(word, photo, [.. answers[word]], scores);
        }

        async Task<BinaryMask[]> SegmentAsync(Prompt prompt)
        {
            using var answer = await segmenter.SegmentAsync(content, [prompt], new InferenceOptions(), cancellationToken);
            return answer.Segments.Count > 0 ? [answer.Segments[0].Mask] : [new BinaryMask(answer.Picture.Width, answer.Picture.Height)];
        }
    }

    private static void Score(string word, GroundTruth photo, IReadOnlyList<BinaryMask> answers, Scores scores)
    {
        List<BinaryMask> truth = [.. photo.Objects.Where(item => item.Name == word).Select(item => item.Mask)];
        if (truth.Count == 0)
        {
            if (photo.Crowds.Contains(word))
            {
                return;
            }

            scores.AbsentWords++;
            scores.WrongWords += answers.Count > 0 ? 1 : 0;
            return;
        }

        var (width, height) = (truth[0].Width, truth[0].Height);
        scores.AnsweredWords += answers.Count > 0 ? 1 : 0;
        scores.Words.Add(Scores.Overlap(Scores.Union(width, height, answers), Scores.Union(width, height, truth)));
    }

    private static void Write(Scores scores) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        box    mean IoU {Mean(scores.Boxes):F3} of {scores.Boxes.Count} objects
        click  mean IoU {Mean(scores.Clicks):F3} of {scores.Clicks.Count} objects
        click  mean IoU {Mean(scores.DoubleClicks):F3} twice at the same place, {Mean(scores.ClicksWithFarBackground):F3} with a background point in the farthest corner
        word   mean IoU {Mean(scores.Words):F3} of {scores.Words.Count} (photo, present class) pairs, {Share(scores.AnsweredWords, scores.Words.Count):F1} % answered
        word   {Share(scores.WrongWords, scores.AbsentWords):F1} % of {scores.AbsentWords} (photo, absent class) pairs wrongly answered
        """));

    private static double Share(int part, int whole) => 100.0 * part / Math.Max(1, whole);

    private static double Mean(List<double> values) => values.Count == 0 ? 0 : values.Average();
}
