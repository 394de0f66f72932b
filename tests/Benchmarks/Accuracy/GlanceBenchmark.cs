using System.CommandLine;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Benchmarks.Accuracy;

/// <summary>What a word loses because detectors look again only for what they see at first glance, of all 80 classes in each photo.</summary>
internal static class GlanceBenchmark
{
    private const double Answered = 0.5;

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
        var (givenUp, all) = (0, 0);
        var (lostThings, lostGhosts, answers) = (0, 0, 0);
        foreach (var photo in GroundTruth.Read(folder))
        {
            using var picture = new PictureSource(decoder, await File.ReadAllBytesAsync(photo.Path, cancellationToken));
            var (detectors, glance, full) = pool.Use(networks => (networks.Detectors, networks.Detectors.Glance(picture)!, networks.Detectors.Detect(picture)));
            foreach (var (classId, word) in ClosedVocabulary.Coco.Classes.Index())
            {
                var isSeen = detectors.IsPromising(glance, seen => seen == classId);
                var isAnswered = full.Any(detection => detection.ClassId == classId && detectors.Score(detection) >= Answered);
                var isThere = photo.Objects.Any(item => item.Name == word) || photo.Crowds.Contains(word);
                all++;
                givenUp += isSeen ? 0 : 1;
                answers += isAnswered ? 1 : 0;
                lostThings += isAnswered && !isSeen && isThere ? 1 : 0;
                lostGhosts += isAnswered && !isSeen && !isThere ? 1 : 0;
            }
        }

        Console.WriteLine(
            $"{givenUp} of {all} (photo, class) pairs are given up at first glance; of {answers} that all views answer, {lostThings} that are there and {lostGhosts} that are not");
        return 0;
    }
}
