namespace Emulators.FunctionsHost.Functions;

/// <summary>The function took longer than <c>functionTimeout</c>. Its worker has been killed, as on the real host.</summary>
internal sealed class FunctionTimeoutException(string function, TimeSpan limit) : Exception($"Function '{function}' did not end within {limit}.");
