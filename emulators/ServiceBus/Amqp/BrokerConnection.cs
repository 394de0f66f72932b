using Emulators.ServiceBus.Access;
using Emulators.ServiceBus.Amqp.Links;
using Emulators.ServiceBus.Amqp.Requests;
using Emulators.ServiceBus.Amqp.Transport;
using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transport;

namespace Emulators.ServiceBus.Amqp;

/// <summary>A client's connection: the tokens that it has presented, and the links that they keep open.</summary>
internal sealed class BrokerConnection : AmqpConnection
{
    private readonly Grants _grants;
    private readonly Strangers _strangers;
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private readonly OpenLinks _links = new();
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
        _grants = new Grants(key);
        _strangers = strangers;
        _time = time;
        Unfinished = unfinished;
        _alarm = time.CreateTimer(static connection => ((BrokerConnection)connection!).OnAlarm(), this, Limits.SignIn, Timeout.InfiniteTimeSpan);
        Opening += static (_, opening) => RefuseTinyFrames((Open)opening.Command);
        Closed += (_, _) => _alarm.Dispose();
    }

    public ReplyLinks Replies { get; } = new();

    public UnfinishedDeliveries Unfinished { get; }

    /// <summary>Whether so much unread output is queued for the client that it gets no more messages.</summary>
    public bool IsCongested => AsyncIO.WriteBufferQueueSize > Limits.WriteBacklog;

    /// <returns>False if the token is not valid.</returns>
    public bool TryAddToken(string token)
    {
        var now = _time.GetUtcNow();
        if (!_grants.TryAdd(token, now))
        {
            return false;
        }

        _strangers.Remove(Identifier.Value);
        SetAlarm(now);
        return true;
    }

    /// <exception cref="AmqpException">No valid token grants access to the path.</exception>
    public void Authorize(string path)
    {
        if (!_grants.Opens(path, _time.GetUtcNow()))
        {
            throw new AmqpException(AmqpErrorCode.UnauthorizedAccess, $"Unauthorized access to '{path}': no valid token for it was put to $cbs.");
        }
    }

    /// <exception cref="AmqpException">The connection already has the maximum number of sessions.</exception>
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
            _links.CutOff(session);
        });
        return session;
    }

    /// <summary>Creates a link and tracks it.</summary>
    /// <exception cref="AmqpException">The link is refused; the error says why.</exception>
    public AmqpLink AddLink(LinkFactory factory, AmqpSession session, AmqpLinkSettings settings)
    {
        try
        {
            if (_links.Count >= Limits.Links)
            {
                throw new AmqpException(AmqpErrorCode.ResourceLimitExceeded, $"A connection has at most {Limits.Links} links.");
            }

            var address = LinkAddress.Of(settings);
            var link = factory.Create(this, session, settings, address);
            _links.Add(link, address.Node);
            return link;
        }
        catch (AmqpException) when (Interlocked.Increment(ref _refused) > Limits.RefusedLinks)
        {
            SafeClose(new AmqpException(AmqpErrorCode.ResourceLimitExceeded, "Too many links were refused."));
            throw;
        }
    }

    /// <summary>Closes the connection; a client that is told to close and does not is cut off.</summary>
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
            // On another thread: the writer holds its lock now.
            ThreadPool.UnsafeQueueUserWorkItem(static links => links.Resume(), _links, preferLocal: false);
        }
    }

    /// <summary>AMQP allows no smaller frames (part 2, section 2.7.1): a message would be sent forever, in frames that hold none of its bytes.</summary>
    private static void RefuseTinyFrames(Open open)
    {
        if (open.MaxFrameSize < Limits.SmallestFrame)
        {
            throw new AmqpException(AmqpErrorCode.InvalidField, $"The max-frame-size must be at least {Limits.SmallestFrame}.");
        }
    }

    private void OnAlarm()
    {
        if (_isLeaving)
        {
            this.CutOff();
        }
        else
        {
            CloseWhatIsNotGranted();
        }
    }

    /// <summary>Sets the timer to when the next token that keeps a link open expires.</summary>
    private void SetAlarm(DateTimeOffset now)
    {
        if (!_isLeaving && _grants.NextExpiry(now) is { } next)
        {
            _alarm.Change(Ticks.Wait(next.UtcTicks, now.UtcTicks), Timeout.InfiniteTimeSpan);
        }
    }

    private void CloseWhatIsNotGranted()
    {
        if (_grants.IsEmpty)
        {
            SafeClose(new AmqpException(AmqpErrorCode.UnauthorizedAccess, "No valid token was put to $cbs in time."));
            return;
        }

        // One reading of the clock for both: a token that expires between two readings would leave its links open until the next token expires.
        var now = _time.GetUtcNow();
        _links.CloseUnless(path => _grants.Opens(path, now));
        SetAlarm(now);
    }
}
