namespace SegFunctions.Jobs;

/// <summary>Who hears what of a job. Part of orchestrations' inputs, so it holds no address and no secret.</summary>
/// <param name="Receiver"><see cref="Own"/>, or the id of one of the account's endpoints.</param>
/// <param name="Events">At least one.</param>
/// <param name="Dialect">Name of the dialect in which it is told; null for our own.</param>
/// <param name="Plan">When a delivery that fails is tried again.</param>
public sealed record Subscription(string Receiver, WebhookEvents Events, string? Dialect = null, DeliveryPlan Plan = DeliveryPlan.Ladder)
{
    /// <summary>The receiver that was named with the job itself.</summary>
    public const string Own = "job";
}

/// <summary>What can be heard of a job. The numbers are stored.</summary>
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

    /// <summary>An archive that was asked for can be downloaded.</summary>
    ArchiveReady = 64,

    /// <summary>A message that its owner asked for, to see it arrive.</summary>
    Test = 128,
}

/// <summary>When a delivery that fails is tried again. The numbers are stored.</summary>
public enum DeliveryPlan
{
    /// <summary>At once, and after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h; heeds <c>Retry-After</c> and 410.</summary>
    Ladder = 0,

    /// <summary>At once, and twice more after 5 s, whatever is answered.</summary>
    ThreeTries = 1,
}
