using System.Reflection;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Emulation.Discovery;

/// <summary>What one kind of trigger can put into a function's parameters.</summary>
internal interface ITriggerBinding
{
    /// <summary>The trigger attribute it stands for.</summary>
    Type AttributeType { get; }

    /// <summary>What each invocation gets besides what every function may ask for.</summary>
    /// <returns>Null when the parameter is not this trigger's to fill.</returns>
    ParameterBinder? FindBinder(string function, TriggerBindingAttribute trigger, ParameterInfo parameter);

    /// <summary>Refuses what could only fail later.</summary>
    /// <exception cref="Hosting.FunctionsStartException">The trigger is used in a way that the host does not offer.</exception>
    void Validate(string function, TriggerBindingAttribute trigger, MethodInfo method);
}
