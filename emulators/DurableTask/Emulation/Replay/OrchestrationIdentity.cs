namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>What stays the same for a whole execution.</summary>
/// <param name="Execution">0, and one more after each ContinueAsNew.</param>
/// <param name="Input">JSON; null for none.</param>
/// <param name="Version">Empty for none.</param>
internal sealed record OrchestrationIdentity(
    TaskName Name, string InstanceId, ParentOrchestrationInstance? Parent, int Execution, string? Input, string Version);
