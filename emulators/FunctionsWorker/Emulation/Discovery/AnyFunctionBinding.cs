using System.Reflection;
using Microsoft.Azure.Functions.Worker.Emulation.Durable;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Emulation.Discovery;

/// <summary>The parameters that a function may have whatever starts it.</summary>
internal sealed class AnyFunctionBinding(DurableHub durable)
{
    /// <returns>Null for a parameter that belongs to the trigger.</returns>
    public ParameterBinder? FindBinder(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(DurableTaskClient) && parameter.IsDefined(typeof(DurableClientAttribute)) => _ => durable.Client,
        var type when type == typeof(FunctionContext) => context => context,
        var type when type == typeof(CancellationToken) => context => context.CancellationToken,
        _ => null,
    };
}
