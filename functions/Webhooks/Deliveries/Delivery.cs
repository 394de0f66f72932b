using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>What became of a message to one receiver.</summary>
/// <param name="Event">One.</param>
/// <param name="Dialect">Null for our own.</param>
/// <param name="Plan">When it is tried again.</param>
/// <param name="Created">When it was written.</param>
/// <param name="Body">As it is sent each time.</param>
/// <param name="Attempts">The last ones, oldest first.</param>
/// <param name="AttemptCount">All of them.</param>
/// <param name="Replays">How often it was asked for again.</param>
public sealed record Delivery(
    DeliveryKey Key,
    WebhookEvents Event,
    string? Dialect,
    DeliveryPlan Plan,
    DeliveryState State,
    DateTimeOffset Created,
    BinaryData Body,
    IReadOnlyList<DeliveryAttempt> Attempts,
    int AttemptCount = 0,
    int Replays = 0)
{
    /// <summary>Attempts that are remembered.</summary>
    private const int MaxAttempts = 20;

    public Delivery With(DeliveryAttempt attempt, DeliveryState state) => this with
    {
        State = state,
        Attempts = [.. Attempts.Append(attempt).TakeLast(MaxAttempts)],
        AttemptCount = AttemptCount + 1,
    };
}

/// <summary>The words are stored.</summary>
public enum DeliveryState
{
    /// <summary>Will be tried, or tried again.</summary>
    Pending,

    /// <summary>The receiver has confirmed it.</summary>
    Delivered,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>One request to a receiver.</summary>
/// <param name="Time">When it began.</param>
/// <param name="Status">The answer's; null if there was none.</param>
/// <param name="Fault">Why there was none; null if there was one.</param>
/// <param name="Milliseconds">Until the answer, or until there was none.</param>
/// <param name="Answer">The start of what was answered, at most <see cref="MaxAnswerBytes"/>; empty if there was nothing.</param>
public sealed record DeliveryAttempt(DateTimeOffset Time, int? Status, AttemptFault? Fault, int Milliseconds, string Answer)
{
    public const int MaxAnswerBytes = 1024;

    public bool IsConfirmed => Status is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices;
}

/// <summary>Why a receiver gave no answer.</summary>
public enum AttemptFault
{
    /// <summary>Its address leads into a network that is not opened.</summary>
    Blocked,

    /// <summary>No such name, no connection, or a broken one.</summary>
    Unreachable,

    /// <summary>Too slow.</summary>
    TimedOut,
}
