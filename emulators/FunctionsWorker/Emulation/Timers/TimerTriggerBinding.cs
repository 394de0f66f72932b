using System.Reflection;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Emulation.Timers;

internal sealed class TimerTriggerBinding : ITriggerBinding
{
    public Type AttributeType => typeof(TimerTriggerAttribute);

    public ParameterBinder? FindBinder(string function, TriggerBindingAttribute trigger, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(TimerInfo) ? context => context.Trigger : null;

    public void Validate(string function, TriggerBindingAttribute trigger, MethodInfo method)
    {
        // The schedule may name a setting, so it is read when the timers start.
    }
}
