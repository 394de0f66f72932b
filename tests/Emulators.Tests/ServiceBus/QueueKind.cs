namespace Emulators.Tests.ServiceBus;

/// <summary>
/// A queue's properties, within what Microsoft's emulator allows: 50 queues that exist when it starts, locks of 5 seconds to 5 minutes, lifetimes of an hour.
/// </summary>
internal sealed record QueueKind(string Name)
{
    public static readonly QueueKind Plain = new("plain") { Copies = 30 };
    public static readonly QueueKind ShortLock = new("short-lock") { LockDuration = "PT5S", Copies = 7 };
    public static readonly QueueKind RenewedLock = new("renewed-lock") { LockDuration = "PT10S", Copies = 2 };
    public static readonly QueueKind HalfMinuteLock = new("half-minute-lock") { LockDuration = "PT30S" };
    public static readonly QueueKind OneDelivery = new("one-delivery") { MaxDeliveryCount = 1 };
    public static readonly QueueKind OneShortDelivery = new("one-short-delivery") { MaxDeliveryCount = 1, LockDuration = "PT5S" };
    public static readonly QueueKind TwoDeliveries = new("two-deliveries") { MaxDeliveryCount = 2 };
    public static readonly QueueKind ThreeDeliveries = new("three-deliveries") { MaxDeliveryCount = 3 };
    public static readonly QueueKind TwoMinutesOfLife = new("two-minutes-of-life") { TimeToLive = "PT2M" };
    public static readonly QueueKind OnceEach = new("once-each") { DuplicateWindow = "PT5M", Copies = 2 };

    public static IReadOnlyList<QueueKind> All =>
    [
        Plain, ShortLock, RenewedLock, HalfMinuteLock, OneDelivery, OneShortDelivery, TwoDeliveries, ThreeDeliveries, TwoMinutesOfLife, OnceEach,
    ];

    /// <summary>ISO 8601, like the others.</summary>
    public string LockDuration { get; init; } = "PT1M";

    public int MaxDeliveryCount { get; init; } = 10;

    public string TimeToLive { get; init; } = "PT1H";

    public bool DeadLettersExpired { get; init; }

    public string? DuplicateWindow { get; init; }

    /// <summary>How many queues there are, so that a test does not wait for messages locked by the previous one, and no message id is known yet.</summary>
    public int Copies { get; init; } = 1;

    public IEnumerable<string> Queues => Enumerable.Range(1, Copies).Select(number => $"{Name}-{number}");

    /// <summary>As in the configuration file of Microsoft's emulator.</summary>
    public object Definition(string queue) => new
    {
        Name = queue,
        Properties = new
        {
            DeadLetteringOnMessageExpiration = DeadLettersExpired,
            DefaultMessageTimeToLive = TimeToLive,
            DuplicateDetectionHistoryTimeWindow = DuplicateWindow ?? "PT5M",
            ForwardDeadLetteredMessagesTo = "",
            ForwardTo = "",
            LockDuration,
            MaxDeliveryCount,
            RequiresDuplicateDetection = DuplicateWindow is not null,
            RequiresSession = false,
        },
    };
}
