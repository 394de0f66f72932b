namespace Emulators.ServiceBus.Messages;

/// <summary>Why a message is dead-lettered; either part may be null.</summary>
/// <param name="Reason">Becomes the application property <c>DeadLetterReason</c>.</param>
/// <param name="Description">Becomes <c>DeadLetterErrorDescription</c>.</param>
internal sealed record DeadLetterReason(string? Reason, string? Description)
{
    /// <summary>The service's wording.</summary>
    public static DeadLetterReason Expired { get; } = new("TTLExpiredException", "The message expired and was dead lettered.");

    /// <summary>The service's wording.</summary>
    public static DeadLetterReason TooManyDeliveries(int limit) =>
        new("MaxDeliveryCountExceeded", $"Message could not be consumed after {limit} delivery attempts.");
}
