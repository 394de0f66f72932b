namespace Azure.Messaging.ServiceBus.Tracing;

/// <summary>Activity sources of the Azure clients are experimental: they are silent unless the program asks for them.</summary>
internal static class ActivitySwitch
{
    private const string Name = "Azure.Experimental.EnableActivitySource";
    private const string Variable = "AZURE_EXPERIMENTAL_ENABLE_ACTIVITY_SOURCE";

    /// <summary>Read once, as by the real client.</summary>
    public static bool IsOn { get; } = AppContext.TryGetSwitch(Name, out bool isOn) ? isOn : Environment.GetEnvironmentVariable(Variable) is "1" or "true" or "True";
}
