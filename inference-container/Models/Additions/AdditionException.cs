namespace SegFunctions.Models.Additions;

/// <summary>An export was not added, and what was added before is unchanged. The message is a sentence or two for people.</summary>
public sealed class AdditionException(string message, Exception? innerException = null) : Exception(message, innerException);
