namespace Emulators.FunctionsHost.Durable;

/// <summary>What every emitted method does. Public, because they are in another assembly.</summary>
/// <param name="function">The function's name.</param>
/// <param name="input">The trigger's input, as text.</param>
/// <param name="instanceId">Instance id of an activity's orchestration; otherwise null.</param>
/// <returns>What the function returned, in the form that the extension expects.</returns>
public delegate Task<object?> FunctionCall(string function, string? input, string? instanceId);
