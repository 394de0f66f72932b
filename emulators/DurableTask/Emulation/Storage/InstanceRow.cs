namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>What stays the same for an instance's whole life.</summary>
/// <param name="Seq">Its number in the database; a later instance of the same id has another.</param>
/// <param name="StartAt">Null: at once.</param>
/// <param name="Parent">Null when a client started it.</param>
/// <param name="Version">Empty for none.</param>
/// <param name="Trace">The orchestration's own activity, as W3C Trace Context has it; null where nothing is traced.</param>
internal sealed record InstanceRow(
    long Seq, string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? StartAt, ParentCall? Parent, string Version, string? Trace = null);
