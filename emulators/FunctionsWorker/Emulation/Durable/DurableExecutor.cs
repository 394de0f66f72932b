using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Emulation;

namespace Microsoft.Azure.Functions.Worker.Emulation.Durable;

/// <summary>Finds orchestrators and activities by name, without regard to case, and runs them like any other function.</summary>
internal sealed class DurableExecutor(FunctionCatalogue catalogue, FunctionInvoker invoker) : IDurableTaskExecutor
{
    private readonly Dictionary<string, FunctionDescriptor> _orchestrators = ByName<OrchestrationTriggerAttribute>(catalogue);
    private readonly Dictionary<string, FunctionDescriptor> _activities = ByName<ActivityTriggerAttribute>(catalogue);

    public Task<object?> RunOrchestratorAsync(TaskName name, TaskOrchestrationContext context) =>
        invoker.InvokeAsync(Find(_orchestrators, name, "orchestrator"), context, CancellationToken.None);

    public Task<object?> RunActivityAsync(TaskName name, string instanceId, string? serializedInput, CancellationToken cancellationToken) =>
        invoker.InvokeAsync(Find(_activities, name, "activity"), new ActivityCall(instanceId, serializedInput), cancellationToken);

    private static FunctionDescriptor Find(Dictionary<string, FunctionDescriptor> functions, TaskName name, string kind) =>
        functions.TryGetValue(name.Name, out var function)
            ? function
            : throw new InvalidOperationException($"The app has no {kind} function named '{name}'.");

    private static Dictionary<string, FunctionDescriptor> ByName<TTrigger>(FunctionCatalogue catalogue) =>
        catalogue.StartedBy<TTrigger>().ToDictionary(entry => entry.Function.Name, entry => entry.Function, StringComparer.OrdinalIgnoreCase);
}
