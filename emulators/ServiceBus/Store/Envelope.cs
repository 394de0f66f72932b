namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Everything a sender says of a message but its body; a queue keeps it as JSON.</summary>
internal sealed record Envelope
{
    public required string MessageId { get; init; }

    public string? CorrelationId { get; init; }

    public string? Subject { get; init; }

    public string? ContentType { get; init; }

    public string? SessionId { get; init; }

    public string? PartitionKey { get; init; }

    public string? TransactionPartitionKey { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public DateTimeOffset ScheduledEnqueueTime { get; init; }

    /// <summary>Null for none.</summary>
    public Dictionary<string, PropertyValue>? Properties { get; init; }

    public IReadOnlyDictionary<string, object> DecodeProperties()
    {
        return Properties is null
            ? System.Collections.ObjectModel.ReadOnlyDictionary<string, object>.Empty
            : Properties.ToDictionary(pair => pair.Key, pair => PropertyEncoding.Decode(pair.Value));
    }

    /// <returns>The same with properties added, or replaced where the name is there already.</returns>
    public Envelope With(Dictionary<string, PropertyValue> changes)
    {
        var properties = new Dictionary<string, PropertyValue>(Properties ?? []);
        foreach ((string name, PropertyValue value) in changes)
        {
            properties[name] = value;
        }

        return this with { Properties = properties };
    }
}
