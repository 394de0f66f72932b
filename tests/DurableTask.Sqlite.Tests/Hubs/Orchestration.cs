using DurableTask.Core;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests.Hubs;

/// <summary>What an orchestrator in a test works with: the engine's context, its input, and the events sent to it.</summary>
internal sealed class Orchestration(OrchestrationContext context, JToken? input)
{
    private readonly Dictionary<string, Queue<JToken?>> _events = [];
    private readonly Dictionary<string, Queue<TaskCompletionSource<JToken?>>> _waiting = [];

    public OrchestrationContext Context { get; } = context;

    public string? Status { get; set; }

    public T Input<T>() => input is null ? default! : input.ToObject<T>()!;

    public Task<T> CallAsync<T>(string activity, object? value) => Context.ScheduleTask<T>(activity, string.Empty, value);

    public async Task<T> EventAsync<T>(string name)
    {
        if (_events.TryGetValue(name, out var arrived) && arrived.TryDequeue(out var value))
        {
            return value!.ToObject<T>()!;
        }

        var waiter = new TaskCompletionSource<JToken?>();
        QueueOf(_waiting, name).Enqueue(waiter);
        return (await waiter.Task)!.ToObject<T>()!;
    }

    public void Raise(string name, JToken? value)
    {
        if (QueueOf(_waiting, name).TryDequeue(out var waiter))
        {
            waiter.SetResult(value);
        }
        else
        {
            QueueOf(_events, name).Enqueue(value);
        }
    }

    private static Queue<T> QueueOf<T>(Dictionary<string, Queue<T>> queues, string name) =>
        queues.TryGetValue(name, out var queue) ? queue : queues[name] = new Queue<T>();
}
