namespace Microsoft.DurableTask.Emulation.History;

/// <summary>Something that happened to an instance from outside its code.</summary>
internal abstract record HistoryMessage : HistoryEvent;
