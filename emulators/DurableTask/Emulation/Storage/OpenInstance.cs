namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>An instance that had not ended when the database was closed.</summary>
internal sealed record OpenInstance(InstanceRow Row, int Execution, bool IsSuspended, bool IsPending);
