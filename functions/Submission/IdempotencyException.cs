namespace SegFunctions.Submission;

/// <summary>Why a submission with a key is refused because of an earlier one with the same key.</summary>
public enum IdempotencyFault
{
    /// <summary>The earlier one is still in progress.</summary>
    UnderWay,

    /// <summary>The earlier one asked for something else.</summary>
    OtherBody,
}

/// <summary>A submission was refused because of its key; nothing of it is stored.</summary>
public sealed class IdempotencyException(IdempotencyFault fault) : Exception($"The submission's key is taken: {fault}.")
{
    public IdempotencyFault Fault { get; } = fault;
}
