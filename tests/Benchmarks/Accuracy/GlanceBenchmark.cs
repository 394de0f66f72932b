using System.CommandLine;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Benchmarks.Accuracy;

/// <summary>What words lose because detectors look closer only at what they see at first glance: for all 80 classes in each photo, and for words that name several.</summary>
internal static class GlanceBenchmark
{
    private const double Answered = 0.5;
    private static readonly string[] WordsForSeveral = ["animal", "vehicle"];

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder with a ground-truth.json, photos and label pictures.", Required = true };
        var command = new Command("glance", "Words that are given up at first glance, and those that all views would have answered.") { data };
        command.SetAction((parsed, token) => RunAsync(parsed.GetRequiredValue(data), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        using var pool = await InstalledPool.OpenAsync(cancellationToken);
        var decoder = new PictureDecoder(new PictureLimits());
        var asked = new List<Asked>();
        foreach (var photo in GroundTruth.Read(folder))
        {
            using var picture = new PictureSource(decoder, await File.ReadAllBytesAsync(photo.Path, cancellationToken));
            var (detectors, glance, full) = pool.Use(networks => (networks.Detectors, networks.Detectors.Glance(picture)!, networks.Detectors.Detect(picture)));
            var there = photo.Objects.Select(item => item.Name).Concat(photo.Crowds).ToHashSet();
            asked.AddRange(ClosedVocabulary.Coco.Classes.Concat(WordsForSeveral).Select(word =>
            {
                var classes = ClosedVocabulary.Coco.Find(word)!;
                var answers = full.Where(detection => classes.Contains(detection.ClassId) && detectors.Score(detection) >= Answered).ToList();
                return new Asked(
                    classes.Count > 1 ? $"'{word}'" : "one class",
                    classes.Any(classId => there.Contains(ClosedVocabulary.Coco.GetLabel(classId))),
                    IsGivenUp: !detectors.IsPromising(glance, classes.Contains),
                    IsAnswered: answers.Count > 0,
                    IsLost: answers.Count > 0 && !answers.Exists(detection => detection.IsPromising));
            }));
        }

        foreach (var alike in asked.GroupBy(one => (one.Word, one.IsThere)))
        {
            Console.WriteLine(
                $"{alike.Key.Word}, {(alike.Key.IsThere ? "in" : "not in")} the photo: {alike.Count(one => one.IsGivenUp)} of {alike.Count()} given up at first glance; "
                + $"of {alike.Count(one => one.IsAnswered)} that all views answer, {alike.Count(one => one.IsLost)} lost");
        }

        return 0;
    }

    /// <summary>One word for one photo.</summary>
    private sealed record Asked(string Word, bool IsThere, bool IsGivenUp, bool IsAnswered, bool IsLost);
}
