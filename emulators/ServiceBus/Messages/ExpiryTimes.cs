using Emulators.ServiceBus.Wire;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Messages;

/// <summary>Sets the creation and expiry times in a message's own properties, from which clients derive its time to live before they look at the header.</summary>
internal static class ExpiryTimes
{
    /// <param name="content">A bare message with properties.</param>
    /// <param name="enqueuedAt">UTC ticks.</param>
    /// <param name="expiresAt">UTC ticks, or never.</param>
    /// <returns>The bare message with the times that apply in the queue.</returns>
    public static byte[] Set(byte[] content, long enqueuedAt, long expiresAt)
    {
        if (!MessageSections.TryRead(content, out var sections) || Section.Decode<Properties>(content.AsSpan(sections.Properties)) is not { } properties)
        {
            return content;
        }

        var isMortal = expiresAt != Message.Never;
        properties.CreationTime = isMortal ? new DateTime(enqueuedAt, DateTimeKind.Utc) : null;
        properties.AbsoluteExpiryTime = isMortal ? new DateTime(expiresAt, DateTimeKind.Utc) : null;
        return [.. Section.Encode(properties), .. content.AsSpan(sections.Properties.End.Value)];
    }
}
