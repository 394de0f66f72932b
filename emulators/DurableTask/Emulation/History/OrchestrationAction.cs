using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Emulation.History;

/// <summary>One call that orchestrator code made and that a replay has to make again.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ActivityCalled), "activity")]
[JsonDerivedType(typeof(SubOrchestrationCalled), "orchestration")]
[JsonDerivedType(typeof(TimerCreated), "timer")]
[JsonDerivedType(typeof(TimerCanceled), "cancel")]
[JsonDerivedType(typeof(EventSent), "event")]
internal abstract record OrchestrationAction(int TaskId)
{
    /// <summary>What makes the step the same step on replay, as an error shows it. Inputs and times are not part of it.</summary>
    public abstract string Describe();
}
