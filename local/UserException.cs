namespace SegFunctions.Local;

/// <summary>A failure that the user can act on: only the message is shown, and the exit code is 2.</summary>
internal sealed class UserException(string message, Exception? innerException = null) : Exception(message, innerException);
