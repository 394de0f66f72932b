using System.CommandLine;
using System.Globalization;
using NetVips;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Inference.Prompts;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>
/// Two checkouts' whole stacks side by side: how long one prompt of each kind takes from uploading a new photo to its result, in alternating turns,
/// and how far their masks agree with each other and with the human annotations.
/// </summary>
internal static class PhotosBenchmark
{
    private const int NotRun = 1;
    private const int WarmUps = 3;
    private const int LowestQuality = 88;

    public static Command Command()
    {
        var build = new Option<DirectoryInfo>("--build") { Description = "Root of the other checkout, built in the same configuration as this program.", Required = true };
        var data = new Option<DirectoryInfo[]>("--data") { Description = "Folders with a ground-truth.json, photos and label pictures.", Required = true };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "Takes pictures of the masks that differ most." };
        var timed = new Option<bool>("--only-times") { Description = "Leaves the comparison of masks out." };
        var command = new Command("photos", "This build's whole stack beside another checkout's: times per kind of prompt, and masks.") { build, data, folder, timed };
        command.SetAction((parsed, token) => RunAsync(
            parsed.GetRequiredValue(build).FullName,
            [.. parsed.GetRequiredValue(data).SelectMany(GroundTruth.Read)],
            parsed.GetValue(folder),
            parsed.GetValue(timed),
            token));
        return command;
    }

    private static async Task<int> RunAsync(
        string build, IReadOnlyList<GroundTruth> photos, DirectoryInfo? folder, bool onlyTimes, CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("segfunctions-photos-");
        using var guard = ProcessGuard.Start();
        await using var mine = await ServedStack.FindHealthyAsync(Checkout.Open("this", Checkout.FindOwnRoot(), Path.Combine(work.FullName, "this")), cancellationToken);
        await using var other = await ServedStack.FindHealthyAsync(Checkout.Open("other", build, Path.Combine(work.FullName, "other")), cancellationToken);
        if (mine is null || other is null)
        {
            Console.Error.WriteLine($"error: a stack did not become healthy. Its log is in {work.FullName}.");
            return NotRun;
        }

        using var pair = new StackPair(mine.BaseUrl, other.BaseUrl);
        await TimeAsync(pair, photos, cancellationToken);
        if (!onlyTimes)
        {
            await CompareAsync(pair, photos, folder, cancellationToken);
        }

        work.Delete(recursive: true);
        return 0;
    }

    private static async Task TimeAsync(StackPair pair, IReadOnlyList<GroundTruth> photos, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{photos.Count} photos, load average {MachineSpeed.Load()}, one thread {MachineSpeed.MeasureThread():F0} million iterations a second");
        var times = new Dictionary<string, List<(double Mine, double Other)>>();
        foreach (var (number, photo) in photos.Take(1).SelectMany(first => Enumerable.Repeat(first, WarmUps)).Concat(photos).Index())
        {
            foreach (var (index, (kind, prompts)) in PromptsOf(photo).Index())
            {
                // A picture's features are kept, so each kind gets pixels of its own.
                var content = Encode(photo.Path, LowestQuality + (number < WarmUps ? index + (number * 20) - 80 : index));
                foreach (var (name, time) in await pair.TimeAsync(kind, content, prompts, cancellationToken))
                {
                    if (number >= WarmUps)
                    {
                        (times.TryGetValue(name, out var list) ? list : times[name] = []).Add(time);
                    }
                }
            }

            Console.Error.WriteLine(Path.GetFileName(photo.Path));
        }

        foreach (var (kind, pairs) in times)
        {
            Write(kind, pairs);
        }
    }

    /// <summary>Prompts for the largest object, a word for nothing in the photo, and two clicks in a row.</summary>
    private static IEnumerable<(string Kind, Prompt[] Prompts)> PromptsOf(GroundTruth photo)
    {
        var largest = photo.Objects.MaxBy(item => item.Mask.CountArea())!;
        var absent = ClosedVocabulary.Coco.Classes.First(word => photo.Objects.All(item => item.Name != word) && !photo.Crowds.Contains(word));
        return
        [
            ("box", [largest.ToBoxPrompt()]),
            ("click", [largest.ToClick(), new PointsPrompt([new PromptPoint(0.4, 0.5)])]),
            ("word", [new TextPrompt(largest.Name)]),
            ("absent word", [new TextPrompt(absent)]),
            ("subject", [new SubjectPrompt()]),
        ];
    }

    private static byte[] Encode(string path, int quality)
    {
        using var photo = Image.NewFromFile(path);
        return photo.JpegsaveBuffer(q: quality);
    }

    private static void Write(string kind, List<(double Mine, double Other)> pairs)
    {
        List<double> ratios = [.. pairs.Select(pair => pair.Mine / pair.Other).Order()];
        double[] mine = [.. pairs.Select(pair => pair.Mine)], other = [.. pairs.Select(pair => pair.Other)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind,-13} this / other: median {ratios[ratios.Count / 2]:F3}, quartiles {ratios[ratios.Count / 4]:F3}–{ratios[ratios.Count * 3 / 4]:F3}; p50 {Percentiles.Of(mine, 50):F0} / {Percentiles.Of(other, 50):F0} ms, ratio {Percentiles.Of(mine, 50) / Percentiles.Of(other, 50):F3}; p99 {Percentiles.Of(mine, 99):F0} / {Percentiles.Of(other, 99):F0} ms, ratio {Percentiles.Of(mine, 99) / Percentiles.Of(other, 99):F3}"));
    }

    private static async Task CompareAsync(StackPair pair, IReadOnlyList<GroundTruth> photos, DirectoryInfo? folder, CancellationToken cancellationToken)
    {
        var compared = new List<ComparedMask>();
        foreach (var photo in photos)
        {
            var content = await File.ReadAllBytesAsync(photo.Path, cancellationToken);
            await foreach (var mask in pair.CompareAsync(photo, content, cancellationToken))
            {
                compared.Add(mask);
            }

            Console.Error.WriteLine(Path.GetFileName(photo.Path));
        }

        foreach (var kind in compared.GroupBy(mask => mask.Kind))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind.Key,-6} {kind.Count()} prompts: mean IoU {kind.Average(mask => mask.Agreement):F4} with each other; with the truth this {kind.Average(mask => mask.MineTrue):F4}, other {kind.Average(mask => mask.OtherTrue):F4}"));
        }

        foreach (var (rank, mask) in compared.OrderBy(mask => mask.Agreement).Take(10).Index())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {mask.Agreement:F3} {mask.Name}, with the truth {mask.OtherTrue:F3} -> {mask.MineTrue:F3}"));
            if (folder is not null)
            {
                mask.Save(Path.Combine(Directory.CreateDirectory(folder.FullName).FullName, $"{rank:00}.png"));
            }
        }
    }
}
