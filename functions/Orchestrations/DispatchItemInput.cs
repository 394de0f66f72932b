using SegFunctions.Contract;

namespace SegFunctions.Orchestrations;

/// <param name="Deadline">A request still queued after this long is dropped: its attempt has been given up.</param>
public sealed record DispatchItemInput(InferenceRequest Request, TimeSpan Deadline);
