using DurableTask.Core.History;

namespace DurableTask.Sqlite.Rewinding;

/// <summary>An activity or a sub-orchestration that a history calls and does not hear of.</summary>
/// <param name="What">For people, with its name or id.</param>
/// <param name="ChildId">Null for an activity.</param>
/// <param name="Failure">What would tell the caller that it has failed.</param>
internal sealed record OpenCall(string What, string? ChildId, HistoryEvent Failure);
