using System.Text.Json;
using System.Xml;

namespace Azure.Messaging.ServiceBus.Definitions;

/// <summary>Reads <c>service-bus-emulator.json</c>. What the emulator cannot do is refused there and then, not passed over.</summary>
internal static class DefinitionsFile
{
    public const string Name = "service-bus-emulator.json";

    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);

    /// <exception cref="ServiceBusException">The file is missing, malformed or asks for what the emulator lacks; the message says which.</exception>
    public static IReadOnlyList<QueueDefinition> Read(string directory)
    {
        string path = Path.Combine(directory, Name);
        try
        {
            using FileStream file = File.OpenRead(path);
            DefinitionsWire? wire = JsonSerializer.Deserialize<DefinitionsWire>(file);
            IReadOnlyList<NamespaceWire> namespaces = wire?.UserConfig?.Namespaces ?? [];
            if (namespaces.Any(one => one.Topics is { Count: > 0 }))
            {
                throw new FormatException("Topics are not supported.");
            }

            return [.. namespaces.SelectMany(one => one.Queues ?? []).Select(Read)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new ServiceBusException(
                isTransient: false,
                $"The queue definitions '{path}' cannot be used: {error.Message}",
                reason: ServiceBusFailureReason.ServiceCommunicationProblem,
                innerException: error);
        }
    }

    private static QueueDefinition Read(QueueWire wire)
    {
        string name = wire.Name is { Length: > 0 } ? wire.Name : throw new FormatException("A queue has no name.");
        var defaults = new QueueDefinition { Name = name };
        if (wire.Properties is not { } properties)
        {
            return defaults;
        }

        if (properties.RequiresSession == true || properties.ForwardTo is { Length: > 0 } || properties.ForwardDeadLetteredMessagesTo is { Length: > 0 })
        {
            throw new FormatException($"The queue '{name}' asks for sessions or forwarding, which are not supported.");
        }

        QueueDefinition definition = defaults with
        {
            LockDuration = Duration(properties.LockDuration, defaults.LockDuration),
            MaxDeliveryCount = properties.MaxDeliveryCount ?? defaults.MaxDeliveryCount,
            DefaultMessageTimeToLive = Duration(properties.DefaultMessageTimeToLive, defaults.DefaultMessageTimeToLive),
            DeadLetteringOnMessageExpiration = properties.DeadLetteringOnMessageExpiration ?? false,
            RequiresDuplicateDetection = properties.RequiresDuplicateDetection ?? false,
            DuplicateDetectionHistoryTimeWindow = Duration(
                properties.DuplicateDetectionHistoryTimeWindow, defaults.DuplicateDetectionHistoryTimeWindow),
        };
        bool inRange = definition.LockDuration <= LongestLock && definition.MaxDeliveryCount >= 1;
        return inRange ? definition : throw new FormatException($"The queue '{name}' needs a LockDuration of at most PT5M and a MaxDeliveryCount of at least 1.");
    }

    private static TimeSpan Duration(string? text, TimeSpan whenAbsent)
    {
        TimeSpan duration = string.IsNullOrEmpty(text) ? whenAbsent : XmlConvert.ToTimeSpan(text);
        return duration > TimeSpan.Zero ? duration : throw new FormatException($"The duration '{text}' is not above zero.");
    }
}
