using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.SampleApp.Durable;

public sealed class Activities(Notes notes)
{
    private static readonly ConcurrentDictionary<string, int> Attempts = new();

    [Function(nameof(Wrap))]
    public static string Wrap([ActivityTrigger] string text) => $"[{text}]";

    [Function(nameof(Square))]
    public static int Square([ActivityTrigger] int number) => number * number;

    [Function(nameof(SucceedAtThird))]
    public static int SucceedAtThird([ActivityTrigger] string key)
    {
        var attempt = Attempts.AddOrUpdate(key, 1, static (_, before) => before + 1);
        return attempt == 3 ? attempt : throw new InvalidOperationException($"Attempt {attempt}.");
    }

    [Function(nameof(SucceedAtSecond))]
    public static int SucceedAtSecond([ActivityTrigger] string key)
    {
        var attempt = Attempts.AddOrUpdate(key, 1, static (_, before) => before + 1);
        return attempt == 2 ? attempt : throw new InvalidOperationException($"Attempt {attempt}.");
    }

    [Function(nameof(Fail))]
    public static string Fail([ActivityTrigger] string text) => throw new InvalidOperationException("As asked.");

    [Function(nameof(Sleep))]
    public async Task<string> Sleep([ActivityTrigger] int milliseconds, string instanceId)
    {
        notes.Write("sleep", instanceId);
        await Task.Delay(milliseconds);
        return "slept";
    }

    /// <summary>Needs a client binding in addition to its trigger.</summary>
    [Function(nameof(AskForStatus))]
    public static async Task<string> AskForStatus([ActivityTrigger] string instance, [DurableClient] DurableTaskClient client) =>
        (await client.GetInstanceAsync(instance))!.RuntimeStatus.ToString();
}
