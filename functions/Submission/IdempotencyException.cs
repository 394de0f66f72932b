namespace SegFunctions.Submission;

/// <summary>Why a submission is refused because of an earlier one with the same idempotency key.</summary>
public enum IdempotencyFault
{
    /// <summary>The earlier submission is still in progress.</summary>
    UnderWay,

    /// <summary>The earlier submission had a different body.</summary>
    OtherBody,
}

/// <summary>A submission was refused because its idempotency key is taken; nothing of it is stored.</summary>
public sealed class IdempotencyException(IdempotencyFault fault) : Exception($"The submission's key is taken: {fault}.")
{
    public IdempotencyFault Fault { get; } = fault;
}
