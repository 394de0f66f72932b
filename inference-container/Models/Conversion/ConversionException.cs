namespace SegFunctions.Models.Conversion;

/// <summary>The converter does not understand a network; the message names the node or the weight.</summary>
public sealed class ConversionException(string message, Exception? innerException = null) : Exception(message, innerException);
