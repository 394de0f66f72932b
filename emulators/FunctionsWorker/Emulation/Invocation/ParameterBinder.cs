namespace Microsoft.Azure.Functions.Worker.Emulation.Invocation;

/// <summary>The value of one parameter for one invocation.</summary>
internal delegate object? ParameterBinder(InvocationContext context);
