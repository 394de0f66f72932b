namespace SegFunctions.Compatibility.AppHook;

/// <summary>Decides which storage operation fails.</summary>
internal interface IFaultSource
{
    /// <param name="stage">Where the operation stands: a fault of this kind would come here.</param>
    /// <param name="operation">For people.</param>
    ValueTask<bool> IsTurnAsync(FaultKind stage, string operation);
}
