namespace SegFunctions.Models.Conversion;

/// <summary>A network that the converter does not understand; the message names the node or the weight.</summary>
public sealed class ConversionException(string message, Exception? innerException = null) : Exception(message, innerException);
