namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>A failure that says nothing of the machine it was thrown on, for it is kept.</summary>
internal sealed class QueueAwayException() : Exception("The queue is away.")
{
    public override string? StackTrace => null;
}
