namespace Emulators.FunctionsHost.Durable;

/// <summary>What every emitted method does. Public, because they live in an assembly of their own.</summary>
/// <param name="function">The function's name.</param>
/// <param name="input">What the trigger gives, as text.</param>
/// <param name="instanceId">Instance id of an activity's orchestration; else null.</param>
/// <returns>What the function returned, as the extension wants it.</returns>
public delegate Task<object?> FunctionCall(string function, string? input, string? instanceId);
