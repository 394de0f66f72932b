using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Entities;
using DurableTask.Core.Settings;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests.Hubs;

/// <summary>The orchestrators and activities that a test's worker knows. Survives restarts, and counts the runs of activities.</summary>
internal sealed class TestProgram
{
    private readonly List<ObjectCreator<TaskOrchestration>> _orchestrations = [];
    private readonly List<ObjectCreator<TaskActivity>> _activities = [];
    private readonly List<ObjectCreator<TaskEntity>> _entities = [];

    /// <summary>How often each activity ran, by name and input.</summary>
    public ConcurrentDictionary<string, int> Runs { get; } = [];

    /// <summary>Replaces an orchestrator that runs in another process; null in most tests.</summary>
    public Func<OrchestrationRuntimeState, IEnumerable<OrchestratorAction>>? Remote { get; init; }

    /// <summary>The versions that the worker takes; null for all.</summary>
    public VersioningSettings? Versions { get; set; }

    public TestProgram Orchestrator(string name, Func<Orchestration, Task<object?>> body, string version = "")
    {
        _orchestrations.Add(new Factory<TaskOrchestration>(name, version, () => new ScriptedOrchestration(body)));
        return this;
    }

    public TestProgram Activity(string name, Func<JToken?, object?> body) => Activity(name, (_, input) => Task.FromResult(body(input)));

    public TestProgram Activity(string name, Func<TaskContext, JToken?, Task<object?>> body)
    {
        _activities.Add(new Factory<TaskActivity>(name, string.Empty, () => new ScriptedActivity((context, input) =>
        {
            Runs.AddOrUpdate($"{name}:{context.OrchestrationInstance.InstanceId}:{input}", 1, static (_, runs) => runs + 1);
            return body(context, input);
        })));
        return this;
    }

    public TestProgram Entity(string name, Func<TaskEntity> make)
    {
        _entities.Add(new Factory<TaskEntity>(name, string.Empty, make));
        return this;
    }

    public TaskHubWorker CreateWorker(IOrchestrationService service)
    {
        var worker = new TaskHubWorker(service, Versions!) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        worker.AddTaskOrchestrations([.. _orchestrations]);
        worker.AddTaskActivities([.. _activities]);
        worker.AddTaskEntities([.. _entities]);
        if (Remote is not null)
        {
            worker.AddOrchestrationDispatcherMiddleware((context, _) =>
            {
                context.SetProperty(new OrchestratorExecutionResult { Actions = Remote(context.GetProperty<OrchestrationRuntimeState>()) });
                return Task.CompletedTask;
            });
        }

        return worker;
    }

    /// <summary>Three activities, each adding one to the previous one's output.</summary>
    public static TestProgram Chain() => new TestProgram()
        .Activity("Add", input => input!.ToObject<int>() + 1)
        .Orchestrator("Three", async orchestration =>
        {
            var value = orchestration.Input<int>();
            for (var step = 0; step < 3; step++)
            {
                value = await orchestration.CallAsync<int>("Add", value);
            }

            return value;
        });
}
