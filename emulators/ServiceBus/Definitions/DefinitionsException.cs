namespace Emulators.ServiceBus.Definitions;

/// <summary>The definitions file cannot be used; the message says why.</summary>
internal sealed class DefinitionsException(string message, Exception inner) : Exception(message, inner);
