namespace Emulators.ServiceBus.Definitions;

/// <summary>The file of definitions cannot be used; the message says why.</summary>
internal sealed class DefinitionsException(string message, Exception inner) : Exception(message, inner);
