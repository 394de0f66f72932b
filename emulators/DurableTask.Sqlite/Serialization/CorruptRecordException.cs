namespace DurableTask.Sqlite.Serialization;

/// <summary>A stored record is not what this program wrote; the message is one sentence for human readers.</summary>
public sealed class CorruptRecordException(string message, Exception? inner = null) : Exception(message, inner);
