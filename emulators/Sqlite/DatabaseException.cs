namespace Emulators.Sqlite;

/// <summary>A file cannot be used as it is; the message is one sentence for people.</summary>
public sealed class DatabaseException(string message, Exception? inner = null) : Exception(message, inner);
