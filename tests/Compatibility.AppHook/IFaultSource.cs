namespace SegFunctions.Compatibility.AppHook;

/// <summary>Decides which storage operation fails.</summary>
internal interface IFaultSource
{
    /// <param name="stage">The operation's current stage: this is where a fault of this kind would occur.</param>
    /// <param name="operation">For messages.</param>
    ValueTask<bool> IsTurnAsync(FaultKind stage, string operation);
}
