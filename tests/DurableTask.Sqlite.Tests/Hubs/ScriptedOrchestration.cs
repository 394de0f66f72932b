using DurableTask.Core;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests.Hubs;

/// <summary>An orchestrator written as a lambda.</summary>
internal sealed class ScriptedOrchestration(Func<Orchestration, Task<object?>> body) : TaskOrchestration<object?, JToken?, JToken?, string?>
{
    private Orchestration? _running;

    public override Task<object?> RunTask(OrchestrationContext context, JToken? input)
    {
        _running = new Orchestration(context, input);
        return body(_running);
    }

    public override void OnEvent(OrchestrationContext context, string name, JToken? input) => _running!.Raise(name, input);

    public override string? OnGetStatus() => _running?.Status;
}
