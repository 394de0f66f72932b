namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>A failure that reveals nothing about the machine it was thrown on, because it is kept.</summary>
internal sealed class QueueAwayException() : Exception("The queue is away.")
{
    public override string? StackTrace => null;
}
