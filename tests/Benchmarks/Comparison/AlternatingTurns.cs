using System.Diagnostics;
using System.Globalization;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>Lets two sides take turns at the same thing, each going first in every other round, and reports how each turn went.</summary>
internal sealed class AlternatingTurns(Checkout mine, Checkout other, int rounds)
{
    private const int TailLines = 15;

    /// <returns>The rounds with two complete turns.</returns>
    public async Task<IReadOnlyList<TurnPair>> RunAsync(ITurn turn, CancellationToken cancellationToken)
    {
        var pairs = new List<TurnPair>();
        for (var round = 1; round <= rounds; round++)
        {
            var figures = new Dictionary<Checkout, Figures>();
            foreach (var side in round % 2 == 1 ? [mine, other] : (Checkout[])[other, mine])
            {
                PrintMachine(turn, round, side);
                var started = Stopwatch.GetTimestamp();
                var output = await turn.RunAsync(side, cancellationToken);
                Print($"    {output.Fault ?? "whole"} after {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
                if (output.Fault is null)
                {
                    figures[side] = Figures.Read(output.Lines);
                }
                else
                {
                    PrintTail(output.Lines);
                }
            }

            if (figures.Count == 2)
            {
                pairs.Add(new TurnPair(figures[mine], figures[other]));
            }
        }

        return pairs;
    }

    private static void PrintMachine(ITurn turn, int round, Checkout side)
    {
        var sync = Percentiles.Of(MachineSpeed.TimeSyncs(side.Folder), 50);
        Print($"{turn.Name}, turn {round}, {side.Name}: fsync p50 {sync:F2} ms, one thread {MachineSpeed.MeasureThread():F0} million iterations a second, load average {MachineSpeed.Load()}");
    }

    private static void PrintTail(IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > 0).TakeLast(TailLines))
        {
            Console.WriteLine($"    | {line}");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
