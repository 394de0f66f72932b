using DurableTask.Core;
using DurableTask.Core.Middleware;
using Microsoft.Extensions.Logging.Abstractions;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>Microsoft's engine with a scenario's functions.</summary>
internal static class ScenarioWorker
{
    public static TaskHubWorker Create(IOrchestrationService service, ScenarioFunctions functions, TimeProvider time)
    {
        var worker = new TaskHubWorker(
            service, new ByName<TaskOrchestration>(functions.Create), new ByName<TaskActivity>(functions.CreateActivity), NullLoggerFactory.Instance)
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        worker.AddOrchestrationDispatcherMiddleware(SetClock);
        return worker;

        // An orchestrator's clock is the time of its episode, which the engine takes from the machine.
        Task SetClock(DispatchMiddlewareContext context, Func<Task> next)
        {
            foreach (var happened in context.GetProperty<OrchestrationRuntimeState>().NewEvents)
            {
                happened.Timestamp = time.GetUtcNow().UtcDateTime;
            }

            return next();
        }
    }

    private sealed class ByName<T>(Func<string, T> create) : INameVersionObjectManager<T>
    {
        public void Add(ObjectCreator<T> creator) => throw new NotSupportedException();

        public T GetObject(string name, string? version) => create(name);
    }
}
