using System.Globalization;
using SegFunctions.Benchmarks.Comparison;
using SegFunctions.Contract;

namespace SegFunctions.Benchmarks.Memory;

/// <summary>A worker's resident memory over many mixed photos with mixed prompts, a few jobs at a time.</summary>
internal sealed class MixedMemory(BenchmarkStack stack, IReadOnlyList<string> kinds, int count, int atOnce)
{
    private const int Parts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Words = ["person", "dog", "car", "chair", "animal", "bottle"];

    /// <summary>The kind of prompt that needs the largest network.</summary>
    public const string Subjects = "subjects";

    private readonly Lock _lock = new();
    private int _begun;
    private int _ended;

    /// <summary>The kinds of prompt.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["words", "clicks", "boxes", Subjects];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var worker = stack.Stack.Children[^1].ProcessId!.Value;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => AskAsync(worker, cancellationToken)));
        Tell(worker);
    }

    private static Prompt PromptOf(string kind, int number) => kind switch
    {
        "words" => new TextPrompt(Words[number % Words.Length]),
        "clicks" => new PointsPrompt([new PromptPoint(0.5, 0.5)]),
        "boxes" => new BoxPrompt(0.2, 0.2, 0.8, 0.8),
        _ => new SubjectPrompt(),
    };

    private async Task AskAsync(int worker, CancellationToken cancellationToken)
    {
        for (var number = Interlocked.Increment(ref _begun) - 1; number < count; number = Interlocked.Increment(ref _begun) - 1)
        {
            var picture = await stack.Client.UploadAsync(MixedPhotos.Make(stack.Photos, number), "image/jpeg", cancellationToken);
            var job = await stack.Client.CreateJobAsync(StackClient.BodyOf(picture, PromptOf(kinds[number % kinds.Count], number)), cancellationToken);
            await stack.WaitAsync(job.JobId, Pause, _ => { }, cancellationToken);
            lock (_lock)
            {
                if (++_ended * Parts % count < Parts && _ended < count)
                {
                    Tell(worker);
                }
            }
        }
    }

    private void Tell(int worker) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{_ended,4} photos of {string.Join(", ", kinds)}, {atOnce} at a time: the worker holds {ResidentMemory.Of(worker).Sum / 1e6:F0} MB, at most so far {PeakMemory.Of(worker) / 1e6:F0} MB"));
}
