namespace Microsoft.DurableTask.Emulation.Replay;

/// <param name="Json">Null when the orchestrator took its status back.</param>
internal sealed record CustomStatus(string? Json);
