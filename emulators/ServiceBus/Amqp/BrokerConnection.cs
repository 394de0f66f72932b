using System.Collections.Concurrent;
using Emulators.ServiceBus.Access;
using Emulators.ServiceBus.Amqp.Links;
using Emulators.ServiceBus.Amqp.Requests;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transport;

namespace Emulators.ServiceBus.Amqp;

/// <summary>A client's connection: the tokens that it has shown, and the links that they keep open.</summary>
internal sealed class BrokerConnection : AmqpConnection
{
    private readonly Grants _grants;
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private readonly ConcurrentDictionary<AmqpLink, string> _links = new();
    private int _sessions;
    private int _refused;

    public BrokerConnection(
        TransportBase transport, ProtocolHeader header, AmqpSettings amqp, AmqpConnectionSettings settings, SharedAccessKey key, TimeProvider time)
        : base(transport, header, isInitiator: false, amqp, settings)
    {
        _grants = new Grants(key, time);
        _time = time;
        _alarm = time.CreateTimer(static connection => ((BrokerConnection)connection!).CloseWhatIsNotGranted(), this, Limits.SignIn, Timeout.InfiniteTimeSpan);
        Closed += (_, _) => _alarm.Dispose();
    }

    public ReplyLinks Replies { get; } = new();

    /// <summary>Whether so much waits for the client to read it that it gets no more messages.</summary>
    public bool IsCongested => AsyncIO.WriteBufferQueueSize > Limits.WriteBacklog;

    /// <returns>False when the token is not valid.</returns>
    public bool TryAddToken(string token)
    {
        if (_grants.Add(token) is null)
        {
            return false;
        }

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

        session.Closed += (_, _) => Interlocked.Decrement(ref _sessions);
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
            _links[link] = LinkAddress.Parse(AddressOf(settings)).Secured;
            link.Closed += (_, _) => _links.TryRemove(link, out string? _);
            return link;
        }
        catch (AmqpException) when (Interlocked.Increment(ref _refused) > Limits.RefusedLinks)
        {
            SafeClose(new AmqpException(AmqpErrorCode.ResourceLimitExceeded, "Too many links were refused."));
            throw;
        }
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

    /// <summary>When the next token runs out that a link may live by.</summary>
    private void SetAlarm()
    {
        if (_grants.NextExpiry is { } next)
        {
            var wait = next - _time.GetUtcNow();
            _alarm.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
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
