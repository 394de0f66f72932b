namespace Azure.Messaging.ServiceBus.Store;

/// <summary>An application property as text.</summary>
/// <param name="Type">Name of the .NET type, by which <see cref="PropertyEncoding"/> reads the value back.</param>
/// <param name="Value">Culture-free text; byte arrays in base64.</param>
internal sealed record PropertyValue(string Type, string Value);
