namespace SegFunctions.Models.Additions;

/// <summary>An export was not added, and earlier additions are unchanged. The message is a sentence or two for human readers.</summary>
public sealed class AdditionException(string message, Exception? innerException = null) : Exception(message, innerException);
