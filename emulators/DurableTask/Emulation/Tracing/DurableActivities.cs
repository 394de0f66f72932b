using System.Diagnostics;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Storage;

namespace Microsoft.DurableTask.Emulation.Tracing;

/// <summary>The activities of the durable client and of the engine, with the names, kinds and tags of the real ones'.</summary>
internal static class DurableActivities
{
    private const string Type = "durabletask.type";
    private const string Name = "durabletask.task.name";
    private const string InstanceId = "durabletask.task.instance_id";
    private const string TaskId = "durabletask.task.task_id";
    private const string Version = "durabletask.task.version";

    private static readonly ActivitySource Source = new("Microsoft.DurableTask");

    /// <summary>Of a client that starts an instance: what the orchestration belongs to. Null where nobody listens; nothing is traced then.</summary>
    public static Activity? StartCreation(TaskName name, string instanceId, string? version) =>
        Tag(Source.StartActivity(SpanName("create_orchestration", name.Name, version), ActivityKind.Producer), "orchestration", name.Name, instanceId, version);

    /// <summary>Of a client that raises an event.</summary>
    public static Activity? StartEvent(string name, string instanceId) => Source
        .StartActivity(SpanName("orchestration_event", name, version: null), ActivityKind.Producer)?
        .SetTag(Type, "event").SetTag(Name, name).SetTag("durabletask.event.target_instance_id", instanceId);

    /// <summary>
    /// Of a whole instance, from its creation to its end, beside whatever runs now. It is kept in memory only: after a crash its children still name
    /// it, but it is never seen.
    /// </summary>
    /// <param name="parent">The client's activity, or the calling orchestration's; the default for an instance that is not traced.</param>
    public static Activity? StartOrchestration(string name, string instanceId, string? version, ActivityContext parent)
    {
        var current = Activity.Current;
        var activity = parent == default ? null : Source.StartActivity(SpanName("orchestration", name, version), ActivityKind.Server, parent);
        Activity.Current = current;
        return Tag(activity, "orchestration", name, instanceId, version);
    }

    /// <summary>Ends it, whatever runs now.</summary>
    public static void StopOrchestration(Activity? activity, string status, TaskFailureDetails? failure)
    {
        var current = Activity.Current;
        activity?.SetTag("durabletask.task.status", status);
        if (failure is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.ErrorMessage);
        }

        activity?.Stop();
        Activity.Current = current;
    }

    /// <summary>Of the orchestration's side of a call.</summary>
    public static Activity? StartCall(InstanceRow instance, ActivityCalled call) => Start(instance, call, ActivityKind.Client);

    /// <summary>Of the activity function's side, below the other.</summary>
    public static Activity? StartWork(InstanceRow instance, ActivityCalled call) => Start(instance, call, ActivityKind.Server);

    private static Activity? Start(InstanceRow instance, ActivityCalled call, ActivityKind kind)
    {
        if (!ActivityContext.TryParse(instance.Trace, null, out var orchestration))
        {
            return null;
        }

        var parent = kind == ActivityKind.Client ? orchestration : Activity.Current?.Context ?? orchestration;
        return Tag(Source.StartActivity(SpanName("activity", call.Name, version: null), kind, parent), "activity", call.Name, instance.Id, version: null)?
            .SetTag(TaskId, call.TaskId);
    }

    private static Activity? Tag(Activity? activity, string type, string name, string instanceId, string? version)
    {
        activity?.SetTag(Type, type).SetTag(Name, name).SetTag(InstanceId, instanceId);
        return string.IsNullOrEmpty(version) ? activity : activity?.SetTag(Version, version);
    }

    private static string SpanName(string kind, string name, string? version) =>
        string.IsNullOrEmpty(version) ? $"{kind}:{name}" : $"{kind}:{name}@({version})";
}
