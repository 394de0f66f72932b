using Microsoft.DurableTask.Emulation.History;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>What an episode brought.</summary>
/// <param name="Actions">In the order of the code.</param>
/// <param name="CustomStatus">Null when the episode left it as it was.</param>
/// <param name="End">Null when the code waits.</param>
internal sealed record EpisodeOutcome(IReadOnlyList<OrchestrationAction> Actions, CustomStatus? CustomStatus, OrchestrationEnd? End);
