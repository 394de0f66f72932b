namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>What a client's frame is about.</summary>
internal enum ConversationState
{
    SignIn,
    Open,
    Begin,
    Attach,
    Token,
    Flow,
    Transfer,
    Batch,
    Management,
    Disposition,
    Detach,
    End,
    Close,
}
