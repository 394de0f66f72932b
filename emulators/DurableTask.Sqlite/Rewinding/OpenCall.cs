using DurableTask.Core.History;

namespace DurableTask.Sqlite.Rewinding;

/// <summary>An activity or a sub-orchestration that a history calls without recording its outcome.</summary>
/// <param name="What">A description for people, with its name or id.</param>
/// <param name="ChildId">Null for an activity.</param>
/// <param name="Failure">The event that tells the caller that it has failed.</param>
internal sealed record OpenCall(string What, string? ChildId, HistoryEvent Failure);
