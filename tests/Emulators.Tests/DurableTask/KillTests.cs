using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace SegFunctions.Emulators.Tests.DurableTask;

public sealed class KillTests
{
    private const string DatabaseVariable = "DURABLE_KILL_TEST_DATABASE";

    private static TestFunctions Functions => new TestFunctions()
        .Activity<int, int>("Add", value => value + 1)
        .Orchestrator("Three", async context =>
        {
            var value = context.GetInput<int>();
            for (var step = 0; step < 3; step++)
            {
                value = await context.CallActivityAsync<int>("Add", value);
            }

            return value;
        });

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        await using var engine = new TestEngine();
        using var process = StartOtherProcess(engine.DatabasePath);
        var log = engine.DatabasePath + ".acknowledged";
        await TestEngine.EventuallyAsync(() => Task.FromResult(File.Exists(log) && ReadLines(log).Length >= 200));

        process.Kill();
        await process.WaitForExitAsync(TestEngine.Deadline);
        var acknowledged = ReadLines(log);
        await engine.RunAsync(Functions, TimeProvider.System);
        var ends = await Task.WhenAll(acknowledged.Select(engine.EndOfAsync));

        Assert.All(ends, end => Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus));
        Assert.All(ends, end => Assert.Equal(end.ReadInputAs<int>() + 3, end.ReadOutputAs<int>()));
    }

    /// <summary>Not a test but what the process to be killed does: it notes each instance whose start was acknowledged, until the end.</summary>
    [Fact(Explicit = true)]
    public async Task Starts_orchestrations_until_it_is_killed()
    {
        var path = Environment.GetEnvironmentVariable(DatabaseVariable) ?? throw new InvalidOperationException("This runs in the kill test only.");
        await using var engine = new DurableTaskEngine(new() { DatabasePath = path }, Functions, NullLoggerFactory.Instance, TimeProvider.System);
        await engine.StartAsync(TestEngine.Deadline);
        await using var log = new StreamWriter(path + ".acknowledged") { AutoFlush = true };
        for (var number = 0; ; number++)
        {
            await log.WriteLineAsync(await engine.Client.ScheduleNewOrchestrationInstanceAsync("Three", number, TestEngine.Deadline));
        }
    }

    private static Process StartOtherProcess(string databasePath)
    {
        var program = Path.ChangeExtension(typeof(KillTests).Assembly.Location, null);
        var method = $"{typeof(KillTests).FullName}.{nameof(Starts_orchestrations_until_it_is_killed)}";
        return Process.Start(new ProcessStartInfo(program, ["-explicit", "only", "-method", method])
        {
            RedirectStandardOutput = true,
            Environment = { [DatabaseVariable] = databasePath },
        })!;
    }

    /// <summary>Complete lines only: the kill may cut the last one.</summary>
    private static string[] ReadLines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
