using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>The record of one message to one receiver.</summary>
/// <param name="Event">A single event.</param>
/// <param name="Dialect">Null for our own.</param>
/// <param name="Plan">When it is retried.</param>
/// <param name="Created">When the body was written.</param>
/// <param name="Body">The body, the same for every attempt.</param>
/// <param name="Attempts">The latest attempts, at most 20, oldest first.</param>
/// <param name="AttemptCount">Number of all attempts ever made.</param>
/// <param name="Replays">How often a client has requested it again.</param>
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
    /// <summary>Number of attempts that are kept.</summary>
    private const int MaxAttempts = 20;

    public Delivery With(DeliveryAttempt attempt, DeliveryState state) => this with
    {
        State = state,
        Attempts = [.. Attempts.Append(attempt).TakeLast(MaxAttempts)],
        AttemptCount = AttemptCount + 1,
    };
}

/// <summary>The state of a delivery. The names are stored.</summary>
public enum DeliveryState
{
    /// <summary>An attempt, or a retry, is still to come.</summary>
    Pending,

    /// <summary>The receiver has confirmed the message.</summary>
    Delivered,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>One request to a receiver.</summary>
/// <param name="Time">When it began.</param>
/// <param name="Status">The response's HTTP status; null if there was no response.</param>
/// <param name="Fault">Why there was no response; null if there was one.</param>
/// <param name="Milliseconds">Time until the response or the failure.</param>
/// <param name="Answer">The start of the response's body, at most <see cref="MaxAnswerBytes"/>; empty if there was none.</param>
public sealed record DeliveryAttempt(DateTimeOffset Time, int? Status, AttemptFault? Fault, int Milliseconds, string Answer)
{
    public const int MaxAnswerBytes = 1024;

    public bool IsConfirmed => Status is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices;
}

/// <summary>Why there was no response from a receiver.</summary>
public enum AttemptFault
{
    /// <summary>Its address leads into a network that the service may not connect to.</summary>
    Blocked,

    /// <summary>The name does not exist, or the connection was refused or broken.</summary>
    Unreachable,

    /// <summary>The receiver did not respond in time.</summary>
    TimedOut,
}
