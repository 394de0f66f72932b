namespace Microsoft.DurableTask.Client;

/// <param name="Recursive">Whether sub-orchestrations go with their parent.</param>
public record PurgeInstanceOptions(bool Recursive = false);
