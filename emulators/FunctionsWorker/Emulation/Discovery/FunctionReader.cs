using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Emulation.Discovery;

/// <summary>Turns a method with <see cref="FunctionAttribute"/> into a descriptor, or says why it cannot.</summary>
internal sealed partial class FunctionReader(IEnumerable<ITriggerBinding> triggers, AnyFunctionBinding anyFunction)
{
    private readonly Dictionary<Type, ITriggerBinding> _triggers = triggers.ToDictionary(trigger => trigger.AttributeType);

    /// <exception cref="FunctionsStartException">The method cannot be a function.</exception>
    public FunctionDescriptor Read(string name, MethodInfo method)
    {
        ValidateShape(name, method);
        var trigger = TriggerOf(name, method);
        if (!_triggers.TryGetValue(trigger.GetType(), out var binding))
        {
            throw FunctionsStartException.Of(name, $"its trigger {trigger.GetType().Name} is not known here.");
        }

        binding.Validate(name, trigger, method);
        return new FunctionDescriptor(name, method, trigger, [.. method.GetParameters().Select(BinderOf)]);

        ParameterBinder BinderOf(ParameterInfo parameter) =>
            anyFunction.FindBinder(parameter) ?? binding.FindBinder(name, trigger, parameter) ?? throw FunctionsStartException.Of(
                name, $"nothing fills its parameter '{parameter.Name}' of type {parameter.ParameterType.Name}. Collaborators come by the constructor.");
    }

    private static void ValidateShape(string name, MethodInfo method)
    {
        string? fault = method switch
        {
            _ when !ValidName().IsMatch(name) => "a name is a letter, then at most 127 letters, digits, '-' and '_'; 'host' is taken.",
            { IsPublic: false } => $"its method {method.Name} is not public.",
            { ContainsGenericParameters: true } => $"its method {method.Name} or its class is generic.",
            { IsStatic: false, DeclaringType.IsAbstract: true } => $"its class {method.DeclaringType.Name} is abstract.",
            _ when method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)) => "it is 'async void', so nobody could wait for it; return Task.",
            _ => null,
        };
        if (fault is not null)
        {
            throw FunctionsStartException.Of(name, fault);
        }
    }

    private static TriggerBindingAttribute TriggerOf(string name, MethodInfo method)
    {
        var triggers = method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>()).ToList();
        return triggers.Count == 1
            ? triggers[0]
            : throw FunctionsStartException.Of(name, $"it has {triggers.Count} parameters with a trigger, and one is needed.");
    }

    [GeneratedRegex("^(?!host$)[a-zA-Z][-a-zA-Z0-9_]{0,127}$", RegexOptions.IgnoreCase)]
    private static partial Regex ValidName();
}
