using System.Reflection;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Emulation.Durable;

internal sealed class OrchestrationTriggerBinding : ITriggerBinding
{
    public Type AttributeType => typeof(OrchestrationTriggerAttribute);

    public ParameterBinder? FindBinder(string function, TriggerBindingAttribute trigger, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(TaskOrchestrationContext) ? context => context.Trigger : null;

    public void Validate(string function, TriggerBindingAttribute trigger, MethodInfo method)
    {
        if (((OrchestrationTriggerAttribute)trigger).Orchestration is { } other && !other.Equals(function, StringComparison.OrdinalIgnoreCase))
        {
            throw FunctionsStartException.Of(function, $"its trigger names another orchestration, '{other}'.");
        }
    }
}
