namespace Microsoft.DurableTask.Client;

/// <param name="Output">What the terminated instance shows as its output.</param>
/// <param name="Recursive">Whether its sub-orchestrations end with it.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
