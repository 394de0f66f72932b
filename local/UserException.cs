namespace SegFunctions.Local;

/// <summary>Something that the user can act on: the message is all that is shown, and the exit code is 2.</summary>
internal sealed class UserException(string message, Exception? innerException = null) : Exception(message, innerException);
