using Microsoft.Azure.Amqp.Encoding;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>AMQP maps with text keys.</summary>
internal static class Maps
{
    public static AmqpMap Of(params ReadOnlySpan<(string Name, object Value)> entries)
    {
        var map = new AmqpMap();
        foreach (var (name, value) in entries)
        {
            map[new MapKey(name)] = value;
        }

        return map;
    }

    /// <returns>Null if the entry is missing or null.</returns>
    /// <exception cref="InvalidCastException">The entry has another type.</exception>
    public static T? Find<T>(this AmqpMap map, string name)
        where T : class => map.TryGetValue(new MapKey(name), out object value) ? (T?)value : null;

    /// <exception cref="InvalidCastException">The entry is missing or has another type.</exception>
    public static T Get<T>(this AmqpMap map, string name) => map.TryGetValue(new MapKey(name), out object value) && value is T found
        ? found
        : throw new InvalidCastException($"The argument '{name}' is missing, or has the wrong type.");
}
