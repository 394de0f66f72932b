namespace SegFunctions.Jobs;

/// <summary>External events that the orchestrations of a job and of its videos wait for.</summary>
public static class EventNames
{
    /// <summary>Payload: an array of <see cref="Contract.InferenceUpdate"/>, in the order in which they arrived.</summary>
    public const string Updates = "Updates";

    /// <summary>Its payload is ignored.</summary>
    public const string Cancel = "Cancel";

    /// <summary>A staged job's turn may have come. Its payload is ignored.</summary>
    public const string Turn = "Turn";
}
