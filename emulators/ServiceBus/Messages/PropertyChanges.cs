using Emulators.ServiceBus.Wire;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Messages;

/// <summary>Application properties that a settlement sets.</summary>
internal sealed class PropertyChanges
{
    private const string ReasonName = "DeadLetterReason";
    private const string DescriptionName = "DeadLetterErrorDescription";

    private readonly Dictionary<string, object?> _values = [];

    public bool IsEmpty => _values.Count == 0;

    /// <summary>Reads the entries of a client's map. Keys are symbols or strings; clients differ.</summary>
    public static PropertyChanges From(AmqpMap? map, params ReadOnlySpan<string> except)
    {
        var changes = new PropertyChanges();
        foreach (var (key, value) in map ?? [])
        {
            if (key.Key.ToString() is { } name && !except.Contains(name))
            {
                changes._values[name] = value;
            }
        }

        return changes;
    }

    /// <summary>Adds a reason, which is written as properties too.</summary>
    public PropertyChanges With(DeadLetterReason reason)
    {
        Set(ReasonName, reason.Reason);
        Set(DescriptionName, reason.Description);
        return this;

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                _values[name] = value;
            }
        }
    }

    /// <param name="content">A bare message.</param>
    /// <returns>The bare message with the properties set; the same bytes if there is nothing to set.</returns>
    public byte[] ApplyTo(byte[] content)
    {
        if (IsEmpty || !MessageSections.TryRead(content, out var sections))
        {
            return content;
        }

        var section = content.AsSpan(sections.ApplicationProperties);
        var properties = Section.Decode<ApplicationProperties>(section) ?? new ApplicationProperties();
        foreach (var (name, value) in _values)
        {
            properties.Map[name] = value;
        }

        // Application properties follow the properties section.
        var (from, to) = section.IsEmpty
            ? (sections.Properties.End.Value, sections.Properties.End.Value)
            : (sections.ApplicationProperties.Start.Value, sections.ApplicationProperties.End.Value);
        return [.. content.AsSpan(0, from), .. Section.Encode(properties), .. content.AsSpan(to)];
    }
}
