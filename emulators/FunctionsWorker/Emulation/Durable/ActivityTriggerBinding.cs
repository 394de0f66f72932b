using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Emulation;

namespace Microsoft.Azure.Functions.Worker.Emulation.Durable;

/// <summary>The input, read into whatever type the activity takes, and the caller's id as <c>string instanceId</c>.</summary>
internal sealed class ActivityTriggerBinding : ITriggerBinding
{
    public Type AttributeType => typeof(ActivityTriggerAttribute);

    public ParameterBinder? FindBinder(string function, TriggerBindingAttribute trigger, ParameterInfo parameter)
    {
        if (parameter.IsDefined(typeof(ActivityTriggerAttribute)))
        {
            return Reader(parameter.ParameterType);
        }

        return parameter.ParameterType == typeof(string) && string.Equals(parameter.Name, "instanceId", StringComparison.OrdinalIgnoreCase)
            ? context => ((ActivityCall)context.Trigger).InstanceId
            : null;
    }

    public void Validate(string function, TriggerBindingAttribute trigger, MethodInfo method)
    {
        if (((ActivityTriggerAttribute)trigger).Activity is { } other && !other.Equals(function, StringComparison.OrdinalIgnoreCase))
        {
            throw FunctionsStartException.Of(function, $"its trigger names another activity, '{other}'.");
        }
    }

    private static ParameterBinder Reader(Type type)
    {
        var absent = type.IsValueType ? Activator.CreateInstance(type) : null;
        return context => ((ActivityCall)context.Trigger).SerializedInput is { } json ? JsonSerializer.Deserialize(json, type, DurableJson.Options) : absent;
    }
}
