using System.Diagnostics;

namespace Azure.Messaging.ServiceBus.Tracing;

/// <summary>How a message says what trace it belongs to: W3C Trace Context in its application properties, and once more under the name that came first.</summary>
internal static class TraceProperties
{
    public const string DiagnosticId = "Diagnostic-Id";
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    public static bool AreIn(IDictionary<string, object> properties) => properties.ContainsKey(DiagnosticId) || properties.ContainsKey(TraceParent);

    public static void Write(IDictionary<string, object> properties, Activity activity)
    {
        properties[DiagnosticId] = activity.Id!;
        if (!ActivitySwitch.IsOn)
        {
            return;
        }

        properties[TraceParent] = activity.Id!;
        if (activity.TraceStateString is { } state)
        {
            properties[TraceState] = state;
        }
    }

    /// <returns>The default where there is none, or none that can be read.</returns>
    public static ActivityContext Read(IEnumerable<KeyValuePair<string, object>> properties)
    {
        var texts = properties.Where(property => property.Value is string).ToDictionary(property => property.Key, property => (string)property.Value);
        string? parent = texts.GetValueOrDefault(TraceParent) ?? texts.GetValueOrDefault(DiagnosticId);
        return ActivityContext.TryParse(parent, texts.GetValueOrDefault(TraceState), isRemote: true, out ActivityContext context) ? context : default;
    }
}
