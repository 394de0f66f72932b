using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>The links of one connection, each with the node that a token must grant for it. Thread-safe.</summary>
internal sealed class OpenLinks
{
    private readonly ConcurrentDictionary<AmqpLink, string> _secured = new();

    public int Count => _secured.Count;

    /// <param name="link">Removes itself when it is closed.</param>
    /// <param name="secured">See <see cref="LinkAddress.Node"/>.</param>
    public void Add(AmqpLink link, string secured)
    {
        _secured[link] = secured;
        link.SafeAddClosed((_, _) => _secured.TryRemove(link, out string? _));
        // The session may have ended while the link was created.
        if (link.Session.State == AmqpObjectState.End)
        {
            link.CutOff();
        }
    }

    /// <summary>Cuts off a session's links: otherwise those that were told to close would wait a minute for a client that can no longer respond.</summary>
    public void CutOff(AmqpSession session)
    {
        foreach (var link in _secured.Keys.Where(link => link.Session == session))
        {
            link.CutOff();
        }
    }

    /// <summary>Resumes receiving links after the client has read what was sent to it.</summary>
    public void Resume()
    {
        foreach (var link in _secured.Keys.OfType<EgressLink>())
        {
            link.Resume();
        }
    }

    /// <param name="isOpen">Whether a token grants this node.</param>
    public void CloseUnless(Func<string, bool> isOpen)
    {
        foreach (var (link, path) in _secured)
        {
            if (path.Length > 0 && !isOpen(path))
            {
                link.SafeClose(new AmqpException(AmqpErrorCode.UnauthorizedAccess, $"The token for '{path}' has expired."));
            }
        }
    }
}
