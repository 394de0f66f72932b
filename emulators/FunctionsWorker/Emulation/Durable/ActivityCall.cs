namespace Microsoft.Azure.Functions.Worker.Emulation.Durable;

/// <param name="InstanceId">The orchestration that called.</param>
/// <param name="SerializedInput">JSON, null for no input.</param>
internal sealed record ActivityCall(string InstanceId, string? SerializedInput);
