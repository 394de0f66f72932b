using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SegFunctions.Benchmarks;

/// <summary>What orchestrations cost a durable engine, from the rows in its database file and the kernel's byte counts.</summary>
/// <param name="database">Path of the database file.</param>
internal sealed class HubFigures(string database)
{
    private const int IdleRuns = 1_000;

    /// <param name="what">For messages.</param>
    /// <param name="runAsync">Runs orchestrations to completion and returns how many.</param>
    /// <param name="unrecorded">Their work items that leave no row of history.</param>
    public async Task MeasureAsync(string what, Func<Task<int>> runAsync, int unrecorded = 0)
    {
        var (rows, written, started) = (CountRows(), BytesWritten(), Stopwatch.GetTimestamp());
        var number = await runAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var items = CountRows() - rows + unrecorded;
        Print($"{what}: {items} work items in {elapsed.TotalSeconds:F2} s, {items / elapsed.TotalSeconds:F0} a second");
        Print($"  {(BytesWritten() - written) / 1024.0 / number:F1} KB written an orchestration, {Environment.WorkingSet / 1e6:F0} MB resident");
    }

    /// <param name="runAsync">Runs an orchestration with one activity to completion; called with a number.</param>
    public static async Task MeasureIdleAsync(Func<int, Task> runAsync)
    {
        var times = new double[IdleRuns];
        for (var run = 0; run < IdleRuns; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await runAsync(run);
            times[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Print($"1 activity when idle: median {Percentiles.Of(times, 50):F1} ms, p99 {Percentiles.Of(times, 99):F1} ms of {IdleRuns}");
    }

    private long CountRows()
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM history";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Bytes that this process has caused to be written to disk, as the kernel counts them.</summary>
    private static long BytesWritten() =>
        long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
