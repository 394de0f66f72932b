namespace Emulators.ServiceBus.Amqp;

/// <summary>Limits for what one client may cost the broker: well above what real clients need, and far below what would harm others.</summary>
internal static class Limits
{
    /// <summary>Bytes of an AMQP frame; advertised to clients when they connect.</summary>
    public const int Frame = 64 * 1024;

    /// <summary>Smallest maximum frame size that a client may state, bytes (part 2, section 2.7.1).</summary>
    public const uint SmallestFrame = 512;

    /// <summary>Bytes of a SASL frame: the most that AMQP allows before a size is negotiated (part 2, section 4.1).</summary>
    public const int SaslFrame = 512;

    /// <summary>SASL frames per connection; anonymous sign-in needs one.</summary>
    public const int SaslFrames = 4;

    /// <summary>Bytes of a message and of a batch: the limit of the standard tier.</summary>
    public const int Message = 256 * 1024;

    /// <summary>Concurrent connections.</summary>
    public const int Connections = 512;

    /// <summary>The highest channel number of a connection. Clients open one session per link.</summary>
    public const ushort Channel = 1023;

    /// <summary>Sessions of a connection that has not presented a valid token yet.</summary>
    public const int SessionsWithoutToken = 8;

    /// <summary>The highest handle of a link in a session.</summary>
    public const uint Handle = 63;

    /// <summary>Links per connection.</summary>
    public const int Links = 1_000;

    /// <summary>Links that a connection may be refused before it is closed.</summary>
    public const int RefusedLinks = 1_000;

    /// <summary>Messages that a sending client may have in flight on a link.</summary>
    public const uint SendCredit = 200;

    /// <summary>Messages that a link may have locked or in flight.</summary>
    public const int Unsettled = 2_048;

    /// <summary>Replies queued on one link until its client takes them.</summary>
    public const int WaitingReplies = 256;

    /// <summary>Messages in the reply to one request.</summary>
    public const int MessagesOfRequest = 250;

    /// <summary>Bytes in flight to a client above which it gets no more messages until it reads.</summary>
    public const int WriteBacklog = 1 << 20;

    /// <summary>Bytes of the replies queued on one link.</summary>
    public const int WaitingReplyBytes = 8 << 20;

    /// <summary>Bytes of partial deliveries that every connection may have in any case: more than the largest delivery takes.</summary>
    public const int Unfinished = 512 << 10;

    /// <summary>Bytes of partial deliveries of all connections; above it no connection may exceed its own share.</summary>
    public const long UnfinishedOfAll = 16L << 20;

    /// <summary>Bytes waiting to be written to disk above which the broker stops reading from clients.</summary>
    public const long InFlight = 64L << 20;

    /// <summary>How long a client may take from its first byte to a valid token.</summary>
    public static readonly TimeSpan SignIn = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may leave what was sent to it unread.</summary>
    public static readonly TimeSpan Unread = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may stay connected after it was told to close.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may be silent; clients send empty frames well before that.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(4);
}
