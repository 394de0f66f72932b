using System.Text.Json;
using System.Xml;

namespace Emulators.ServiceBus.Definitions;

/// <summary>Reads queue definitions in the format of <c>Config.json</c> of Microsoft's emulator. What the broker does not support is refused at start.</summary>
internal static class DefinitionsFile
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);

    /// <exception cref="DefinitionsException">The file is missing, malformed, or requires something unsupported.</exception>
    public static IReadOnlyList<QueueDefinition> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var namespaces = JsonSerializer.Deserialize(file, DefinitionsJson.Default.DefinitionsWire)?.UserConfig?.Namespaces ?? [];
            if (namespaces.Any(one => one.Topics is { Count: > 0 }))
            {
                throw new FormatException("Topics are not supported.");
            }

            QueueDefinition[] queues = [.. namespaces.SelectMany(one => one.Queues ?? []).Select(Read)];
            var twice = queues.GroupBy(queue => queue.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
            return twice is null ? queues : throw new FormatException($"The queue '{twice.Key}' is defined twice.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new DefinitionsException($"The queue definitions {path} cannot be used: {exception.Message}", exception);
        }
    }

    private static QueueDefinition Read(QueueWire wire)
    {
        var name = wire.Name is { Length: > 0 } ? wire.Name : throw new FormatException("A queue has no name.");
        if (name.Contains('$', StringComparison.Ordinal) || name.StartsWith('/') || name.EndsWith('/'))
        {
            throw new FormatException($"The queue '{name}' has a name that could be confused with a subqueue's address.");
        }

        var defaults = new QueueDefinition { Name = name };
        if (wire.Properties is not { } properties)
        {
            return defaults;
        }

        if (properties.RequiresSession == true || properties.ForwardTo is { Length: > 0 } || properties.ForwardDeadLetteredMessagesTo is { Length: > 0 })
        {
            throw new FormatException($"The queue '{name}' requires sessions or forwarding, which are not supported.");
        }

        var definition = defaults with
        {
            LockDuration = Duration(properties.LockDuration, defaults.LockDuration),
            MaxDeliveryCount = properties.MaxDeliveryCount ?? defaults.MaxDeliveryCount,
            DefaultMessageTimeToLive = Duration(properties.DefaultMessageTimeToLive, defaults.DefaultMessageTimeToLive),
            DeadLetteringOnMessageExpiration = properties.DeadLetteringOnMessageExpiration ?? false,
            RequiresDuplicateDetection = properties.RequiresDuplicateDetection ?? false,
            DuplicateDetectionHistoryTimeWindow = Duration(
                properties.DuplicateDetectionHistoryTimeWindow, defaults.DuplicateDetectionHistoryTimeWindow),
        };
        var inRange = definition.LockDuration <= LongestLock && definition.MaxDeliveryCount >= 1;
        return inRange ? definition : throw new FormatException($"The queue '{name}' needs a LockDuration of at most PT5M and a MaxDeliveryCount of at least 1.");
    }

    private static TimeSpan Duration(string? text, TimeSpan whenAbsent)
    {
        var duration = string.IsNullOrEmpty(text) ? whenAbsent : XmlConvert.ToTimeSpan(text);
        return duration > TimeSpan.Zero ? duration : throw new FormatException($"The duration '{text}' is not above zero.");
    }
}
