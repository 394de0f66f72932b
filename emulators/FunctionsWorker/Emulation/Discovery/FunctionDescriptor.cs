using System.Reflection;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Emulation.Discovery;

/// <summary>A function as found in the app, ready to run.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Method">Public; static, or of a class that the container can make.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Binders">One a parameter, in order.</param>
internal sealed record FunctionDescriptor(string Name, MethodInfo Method, TriggerBindingAttribute Trigger, IReadOnlyList<ParameterBinder> Binders)
{
    public FunctionDefinition Definition { get; } = new DiscoveredFunctionDefinition(Name, Method);
}
