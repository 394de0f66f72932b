namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>One protocol header or frame that a real client sent.</summary>
/// <param name="After">Headers and frames that the broker had sent on that connection before it.</param>
/// <param name="State">What it is about.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record RecordedFrame(int After, ConversationState State, byte[] Bytes);
