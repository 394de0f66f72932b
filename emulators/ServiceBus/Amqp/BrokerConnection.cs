using System.Collections.Concurrent;
using Emulators.ServiceBus.Access;
using Emulators.ServiceBus.Amqp.Links;
using Emulators.ServiceBus.Amqp.Requests;
using Emulators.ServiceBus.Amqp.Transport;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transport;

namespace Emulators.ServiceBus.Amqp;

/// <summary>A client's connection: the tokens that it has shown, and the links that they keep open.</summary>
internal sealed class BrokerConnection : AmqpConnection
{
    // Timers count to 49 days, and tokens may live for years.
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(1);

    private readonly Grants _grants;
    private readonly Strangers _strangers;
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private readonly ConcurrentDictionary<AmqpLink, string> _links = new();
    private volatile bool _isLeaving;
    private int _sessions;
    private int _refused;

    public BrokerConnection(
        TransportBase transport,
        ProtocolHeader header,
        AmqpSettings amqp,
        AmqpConnectionSettings settings,
        SharedAccessKey key,
        Strangers strangers,
        UnfinishedDeliveries unfinished,
        TimeProvider time)
        : base(transport, header, isInitiator: false, amqp, settings)
    {
        _grants = new Grants(key, time);
        _strangers = strangers;
        _time = time;
        Unfinished = unfinished;
        _alarm = time.CreateTimer(static connection => ((BrokerConnection)connection!).OnAlarm(), this, Limits.SignIn, Timeout.InfiniteTimeSpan);
        Opening += static (_, opening) => RefuseTinyFrames((Open)opening.Command);
        Closed += (_, _) => _alarm.Dispose();
    }

    public ReplyLinks Replies { get; } = new();

    public UnfinishedDeliveries Unfinished { get; }

    /// <summary>Whether so much waits for the client to read it that it gets no more messages.</summary>
    public bool IsCongested => AsyncIO.WriteBufferQueueSize > Limits.WriteBacklog;

    /// <returns>False when the token is not valid.</returns>
    public bool TryAddToken(string token)
    {
        if (_grants.Add(token) is null)
        {
            return false;
        }

        _strangers.Remove(Identifier.Value);
        SetAlarm();
        return true;
    }

    /// <exception cref="AmqpException">No token that is still valid opens the path.</exception>
    public void Authorize(string path)
    {
        if (_grants.FindExpiry(path) is null)
        {
            throw new AmqpException(AmqpErrorCode.UnauthorizedAccess, $"Unauthorized access to '{path}': no valid token for it was put to $cbs.");
        }
    }

    /// <exception cref="AmqpException">The connection has as many as it may have.</exception>
    public AmqpSession AddSession(AmqpSession session)
    {
        var most = _grants.IsEmpty ? Limits.SessionsWithoutToken : Limits.Channel + 1;
        if (Interlocked.Increment(ref _sessions) > most)
        {
            throw new AmqpException(AmqpErrorCode.ResourceLimitExceeded, $"A connection has at most {most} sessions.");
        }

        session.SafeAddClosed((_, _) =>
        {
            Interlocked.Decrement(ref _sessions);
            CutLinksOf(session);
        });
        return session;
    }

    /// <summary>Makes a link and keeps it in view.</summary>
    /// <exception cref="AmqpException">Why it is refused.</exception>
    public AmqpLink AddLink(LinkFactory factory, AmqpSession session, AmqpLinkSettings settings)
    {
        try
        {
            if (_links.Count >= Limits.Links)
            {
                throw new AmqpException(AmqpErrorCode.ResourceLimitExceeded, $"A connection has at most {Limits.Links} links.");
            }

            var link = factory.Create(this, session, settings);
            _links[link] = LinkAddress.Parse(AddressOf(settings)).Node;
            link.SafeAddClosed((_, _) => _links.TryRemove(link, out string? _));
            if (session.State == AmqpObjectState.End)
            {
                CutOff(link);
            }

            return link;
        }
        catch (AmqpException) when (Interlocked.Increment(ref _refused) > Limits.RefusedLinks)
        {
            SafeClose(new AmqpException(AmqpErrorCode.ResourceLimitExceeded, "Too many links were refused."));
            throw;
        }
    }

    /// <summary>A client that is told to leave and does not is cut off.</summary>
    protected override bool CloseInternal()
    {
        _isLeaving = true;
        _alarm.Change(Limits.Farewell, Timeout.InfiniteTimeSpan);
        return base.CloseInternal();
    }

    protected override void HandleIoEvent(IoEvent ioEvent)
    {
        base.HandleIoEvent(ioEvent);
        if (ioEvent == IoEvent.WriteBufferQueueEmpty)
        {
            // Elsewhere: the writer holds its lock now.
            ThreadPool.UnsafeQueueUserWorkItem(
                static links =>
                {
                    foreach (var link in links.Keys.OfType<EgressLink>())
                    {
                        link.Resume();
                    }
                },
                _links,
                preferLocal: false);
        }
    }

    private static string AddressOf(AmqpLinkSettings settings) =>
        (settings.Role == true ? (settings.Target as Target)?.Address : (settings.Source as Source)?.Address)?.ToString() ?? string.Empty;

    /// <summary>AMQP allows no less (part 2, section 2.7.1): a message would be sent in frames without a byte of it, for ever.</summary>
    private static void RefuseTinyFrames(Open open)
    {
        if (open.MaxFrameSize < Limits.SmallestFrame)
        {
            throw new AmqpException(AmqpErrorCode.InvalidField, $"The max-frame-size must be {Limits.SmallestFrame} at least.");
        }
    }

    private void OnAlarm()
    {
        if (!_isLeaving)
        {
            CloseWhatIsNotGranted();
            return;
        }

        CutOff(this);
    }

    /// <summary>Links that were told to close would else wait a minute for a client that cannot answer any more.</summary>
    private void CutLinksOf(AmqpSession session)
    {
        foreach (var link in _links.Keys.Where(link => link.Session == session))
        {
            CutOff(link);
        }
    }

    private static void CutOff(AmqpObject gone)
    {
        try
        {
            gone.Abort();
        }
        // It is gone, whatever the library stumbled over; nobody is there to be told.
        catch (Exception)
        {
        }
    }

    /// <summary>When the next token runs out that a link may live by, or a day from now if that is sooner.</summary>
    private void SetAlarm()
    {
        if (!_isLeaving && _grants.NextExpiry is { } next)
        {
            var wait = next - _time.GetUtcNow();
            _alarm.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestAlarm.Ticks)), Timeout.InfiniteTimeSpan);
        }
    }

    private void CloseWhatIsNotGranted()
    {
        if (_grants.IsEmpty)
        {
            SafeClose(new AmqpException(AmqpErrorCode.UnauthorizedAccess, "No valid token was put to $cbs in time."));
            return;
        }

        foreach (var (link, path) in _links)
        {
            if (path.Length > 0 && _grants.FindExpiry(path) is null)
            {
                link.SafeClose(new AmqpException(AmqpErrorCode.UnauthorizedAccess, $"The token for '{path}' has expired."));
            }
        }

        SetAlarm();
    }
}
