using System.Collections.Concurrent;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>The reply links of one connection. A request names one by its target's address or, as npm's client does for tokens, by its name. Thread-safe.</summary>
internal sealed class ReplyLinks
{
    private readonly ConcurrentDictionary<string, ReplyLink> _links = new();

    public ReplyLink? Find(string address) => _links.GetValueOrDefault(address);

    public void Add(ReplyLink link)
    {
        foreach (var name in NamesOf(link))
        {
            _links[name] = link;
        }

        link.SafeAddClosed((_, _) =>
        {
            foreach (var name in NamesOf(link))
            {
                _links.TryRemove(KeyValuePair.Create(name, link));
            }
        });
    }

    private static IEnumerable<string> NamesOf(ReplyLink link) =>
        new[] { link.Name, (link.Settings.Target as Target)?.Address?.ToString() }.OfType<string>().Distinct();
}
