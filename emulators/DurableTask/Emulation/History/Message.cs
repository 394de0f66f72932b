namespace Microsoft.DurableTask.Emulation.History;

/// <summary>A message and the number of its row among those of its instance.</summary>
internal readonly record struct Message(long Sequence, HistoryMessage Content);
