using System.Diagnostics;
using System.Globalization;
using DurableTask.Core;
using DurableTask.Sqlite;
using Microsoft.Data.Sqlite;

namespace SegFunctions.Benchmarks;

/// <summary>Starts orchestrations, waits for them, and counts.</summary>
internal sealed class ProviderRun(SqliteOrchestrationService service, string database)
{
    private readonly TaskHubClient _client = new(service);

    public static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    public async Task<int> AllAsync(Type orchestration, IEnumerable<int> inputs, CancellationToken cancellationToken)
    {
        var ends = await Task.WhenAll(inputs.Select(async input =>
        {
            var instance = await _client.CreateOrchestrationInstanceAsync(orchestration, input);
            return await service.WaitForOrchestrationAsync(instance.InstanceId, null, TimeSpan.FromMinutes(10), cancellationToken);
        }));
        return ends.All(end => end.OrchestrationStatus == OrchestrationStatus.Completed)
            ? ends.Length
            : throw new InvalidOperationException($"An orchestration of {orchestration.Name} did not complete.");
    }

    public async Task MeasureAsync(string what, Type orchestration, IEnumerable<int> inputs, int activities, CancellationToken cancellationToken)
    {
        var (episodes, written, started) = (CountEpisodes(), BytesWritten(), Stopwatch.GetTimestamp());
        var number = await AllAsync(orchestration, inputs, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var items = CountEpisodes() - episodes + activities;
        Print($"{what}: {items} work items in {elapsed.TotalSeconds:F2} s, {items / elapsed.TotalSeconds:F0} a second");
        Print($"  {(BytesWritten() - written) / 1024.0 / number:F1} KB written an orchestration, {Environment.WorkingSet / 1e6:F0} MB resident");
    }

    private long CountEpisodes()
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM history";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>What this process has caused to be sent to the disk, after the kernel's own count.</summary>
    private static long BytesWritten() =>
        long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}
