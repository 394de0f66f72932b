namespace Emulators.FunctionsHost.Durable;

/// <summary>The delegate that every emitted method calls. Public, because those methods are in another assembly.</summary>
/// <param name="function">The function's name.</param>
/// <param name="input">The trigger's input, as text.</param>
/// <param name="instanceId">Instance id of an activity's orchestration; otherwise null.</param>
/// <returns>The function's result, in the form that the extension expects.</returns>
public delegate Task<object?> FunctionCall(string function, string? input, string? instanceId);
