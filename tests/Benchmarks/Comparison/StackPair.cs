using System.Diagnostics;
using System.Runtime.CompilerServices;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>Two stacks that get the same requests in turns. Each goes first every other time, since the second one finds the machine's caches as the first left them.</summary>
internal sealed class StackPair(Uri mine, Uri other) : IDisposable
{
    private readonly StackClient _mine = new(mine);
    private readonly StackClient _other = new(other);
    private int _asked;

    /// <param name="kind">Kind of the first prompt; later ones are reported as <c>second</c>.</param>
    /// <param name="photo">A JPEG that is new to both.</param>
    /// <param name="prompts">Sent one after the other.</param>
    /// <param name="cancellationToken">Stops the turns.</param>
    /// <returns>Milliseconds until each result; the first counts from the upload.</returns>
    public async Task<IReadOnlyList<(string Kind, (double Mine, double Other) Time)>> TimeAsync(
        string kind, byte[] photo, IReadOnlyList<Prompt> prompts, CancellationToken cancellationToken)
    {
        var (mineTimes, otherTimes) = await TakeTurnsAsync(client => TimeAsync(client, photo, prompts, cancellationToken));
        return [.. mineTimes.Zip(otherTimes).Select((time, i) => (i == 0 ? kind : $"second {kind}", time))];
    }

    /// <summary>A box and a click for each object, and each word.</summary>
    public async IAsyncEnumerable<ComparedMask> CompareAsync(
        GroundTruth photo, byte[] content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (mineId, otherId) = (await _mine.UploadAsync(content, cancellationToken), await _other.UploadAsync(content, cancellationToken));
        foreach (var (kind, name, prompt, truth) in photo.ToPrompts())
        {
            var (mineMask, otherMask) = await TakeTurnsAsync(async client =>
            {
                var result = await client.AskAsync(client == _mine ? mineId : otherId, prompt, cancellationToken);
                return await client.FetchUnionAsync(result, truth.Width, truth.Height, cancellationToken);
            });
            yield return new ComparedMask(kind, photo.Path, name, mineMask, otherMask, truth);
        }
    }

    public void Dispose()
    {
        _mine.Dispose();
        _other.Dispose();
    }

    private async Task<(T Mine, T Other)> TakeTurnsAsync<T>(Func<StackClient, Task<T>> ask)
    {
        if (_asked++ % 2 == 0)
        {
            var first = await ask(_mine);
            return (first, await ask(_other));
        }

        var early = await ask(_other);
        return (await ask(_mine), early);
    }

    private static async Task<IReadOnlyList<double>> TimeAsync(
        StackClient client, byte[] photo, IReadOnlyList<Prompt> prompts, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var started = Stopwatch.GetTimestamp();
        var picture = await client.UploadAsync(photo, cancellationToken);
        foreach (var prompt in prompts)
        {
            await client.AskAsync(picture, prompt, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            started = Stopwatch.GetTimestamp();
        }

        return times;
    }
}
