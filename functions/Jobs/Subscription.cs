namespace SegFunctions.Jobs;

/// <summary>One receiver of a job's webhooks, and the events that it receives. Part of orchestrations' inputs, so it contains no address and no secret.</summary>
/// <param name="Receiver"><see cref="Own"/>, or the id of one of the account's endpoints.</param>
/// <param name="Events">At least one.</param>
/// <param name="Dialect">Name of the webhook dialect to use; null for our own.</param>
/// <param name="Plan">When a failed delivery is retried.</param>
public sealed record Subscription(string Receiver, WebhookEvents Events, string? Dialect = null, DeliveryPlan Plan = DeliveryPlan.Ladder)
{
    /// <summary>The receiver that was named in the job's own request.</summary>
    public const string Own = "job";
}

/// <summary>The events that a receiver can subscribe to. The numbers are stored.</summary>
[Flags]
public enum WebhookEvents
{
    None = 0,

    /// <summary>A worker has taken the first item.</summary>
    JobStarted = 1,

    /// <summary>Items have succeeded since the last such message.</summary>
    ItemCompleted = 2,

    /// <summary>Items have failed since the last such message.</summary>
    ItemFailed = 4,

    /// <summary>Ended with results.</summary>
    JobCompleted = 8,

    /// <summary>Ended without results.</summary>
    JobFailed = 16,

    /// <summary>Ended at the client's request.</summary>
    JobCanceled = 32,

    /// <summary>A requested archive can be downloaded.</summary>
    ArchiveReady = 64,

    /// <summary>A test message that the endpoint's owner requested.</summary>
    Test = 128,
}

/// <summary>When a failed delivery is retried. The numbers are stored.</summary>
public enum DeliveryPlan
{
    /// <summary>At once, and after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h; heeds <c>Retry-After</c> and 410.</summary>
    Ladder = 0,

    /// <summary>At once, and twice more at intervals of 5 s, whatever the response.</summary>
    ThreeTries = 1,
}
