namespace SegFunctions.Orchestrations;

/// <summary>External events that a job's orchestration waits for.</summary>
public static class EventNames
{
    /// <summary>Payload: an array of <see cref="Contract.InferenceUpdate"/>, in the order in which they arrived.</summary>
    public const string Updates = "Updates";

    /// <summary>Its payload is ignored.</summary>
    public const string Cancel = "Cancel";
}
