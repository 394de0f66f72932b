using Microsoft.DurableTask.Emulation.History;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>An activity to run for an instance.</summary>
internal readonly record struct ActivityCall(LiveInstance Instance, int Execution, ActivityCalled Activity);
