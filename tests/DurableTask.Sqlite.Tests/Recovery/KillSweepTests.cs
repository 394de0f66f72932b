using System.Diagnostics;
using System.Globalization;
using DurableTask.Core;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Recovery;

public sealed class KillSweepTests
{
    private const int Kills = 25;

    /// <summary>The same file throughout: each process continues with what the killed one left behind.</summary>
    [Fact]
    public async Task Ends_every_accepted_orchestration_right_although_its_process_is_killed_again_and_again()
    {
        await using var hub = TestHub.Open(SweepProgram.Make());
        var chance = new Random(20261129);
        var accepted = new List<int>();
        for (var kill = 0; kill < Kills; kill++)
        {
            // Every third one while it is still recovering what the previous one left.
            accepted.AddRange(await RunAndKillAsync(hub.Path, waitsForFirst: kill % 3 != 0, TimeSpan.FromMilliseconds(chance.Next(0, 250))));
        }

        await hub.StartWorkerAsync();

        Assert.True(accepted.Count > Kills / 2, $"Only {accepted.Count} were accepted.");
        Assert.Equal(accepted.Count, accepted.Distinct().Count());
        foreach (var number in accepted)
        {
            var end = await hub.WaitAsync($"{number}");
            Assert.Equal((OrchestrationStatus.Completed, SweepProgram.Expected(number)), (end.OrchestrationStatus, end.Output));
        }

        await hub.UntilAsync($"{SweepProgram.Total}", _ => hub.Count(
            "SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM instances WHERE status <> 1 AND name = 'Sweep')") == 0);
        Assert.Equal($"{hub.Count("SELECT count(*) FROM instances WHERE name = 'Sweep'")}", await SweepProgram.TotalAsync(hub));
        await hub.CloseAsync();
        Assert.Equal(0, hub.Count("SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)"));
        Assert.Equal(0, hub.Count("SELECT count(*) FROM instances WHERE status <> 1 AND name IN ('Sweep', 'Child')"));
    }

    /// <returns>The numbers that it printed as accepted.</returns>
    private static async Task<List<int>> RunAndKillAsync(string path, bool waitsForFirst, TimeSpan after)
    {
        using var child = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "DurableTask.Sqlite.Tests"), ["child", path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var token = TestContext.Current.CancellationToken;
        Assert.Equal("ready", await child.StandardOutput.ReadLineAsync(token));
        var first = waitsForFirst ? await child.StandardOutput.ReadLineAsync(token) + "\n" : "";
        await Task.Delay(after, token);
        child.Kill();
        var numbers = first + await child.StandardOutput.ReadToEndAsync(token);
        await child.WaitForExitAsync(token);

        // The last line may be incomplete.
        return [.. numbers[..(numbers.LastIndexOf('\n') + 1)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }
}
