namespace Emulators.ServiceBus.Amqp;

/// <summary>What one client may cost the broker. Well above what real clients need, and far below what would hurt the others.</summary>
internal static class Limits
{
    /// <summary>Bytes of an AMQP frame; told to clients when they connect.</summary>
    public const int Frame = 64 * 1024;

    /// <summary>Bytes that a client must be able to take in a frame (part 2, section 2.7.1).</summary>
    public const uint SmallestFrame = 512;

    /// <summary>Bytes of a SASL frame: the most that AMQP allows before anything is agreed on (part 2, section 4.1).</summary>
    public const int SaslFrame = 512;

    /// <summary>SASL frames of one connection; anonymous sign-in needs one.</summary>
    public const int SaslFrames = 4;

    /// <summary>Bytes of a message and of a batch: the standard tier's.</summary>
    public const int Message = 256 * 1024;

    /// <summary>Connections at a time.</summary>
    public const int Connections = 512;

    /// <summary>The highest channel number of a connection. Clients open a session for each link.</summary>
    public const ushort Channel = 1023;

    /// <summary>Sessions of a connection that has not shown a valid token yet.</summary>
    public const int SessionsWithoutToken = 8;

    /// <summary>The highest handle of a link in a session.</summary>
    public const uint Handle = 63;

    /// <summary>Links of a connection.</summary>
    public const int Links = 1_000;

    /// <summary>Links that a connection may be refused before it is closed.</summary>
    public const int RefusedLinks = 1_000;

    /// <summary>Messages that a sending client may have under way on a link.</summary>
    public const uint SendCredit = 200;

    /// <summary>Messages that a link may hold locked or on their way.</summary>
    public const int Unsettled = 2_048;

    /// <summary>Answers that wait for a client to take them, for one link.</summary>
    public const int WaitingReplies = 256;

    /// <summary>Messages of one answer to a request.</summary>
    public const int MessagesOfRequest = 250;

    /// <summary>Bytes on their way to a client above which it gets no further messages until it reads.</summary>
    public const int WriteBacklog = 1 << 20;

    /// <summary>Bytes of answers that wait for a client to take them, for one link.</summary>
    public const int WaitingReplyBytes = 8 << 20;

    /// <summary>Bytes that deliveries which have begun and not ended may take, for one connection, whatever the others do: more than the largest takes.</summary>
    public const int Unfinished = 512 << 10;

    /// <summary>The same, of all connections; above it none may have more than its own.</summary>
    public const long UnfinishedOfAll = 16L << 20;

    /// <summary>Bytes on their way to the disk above which no client is listened to.</summary>
    public const long InFlight = 64L << 20;

    /// <summary>From the first byte until a valid token.</summary>
    public static readonly TimeSpan SignIn = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may leave what was sent to it unread.</summary>
    public static readonly TimeSpan Unread = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may stay after it was told to leave.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may be silent; clients send empty frames well before.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(4);
}
