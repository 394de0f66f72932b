namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>One protocol header or frame that a real client sent.</summary>
/// <param name="After">How many headers and frames the broker had sent on that connection before.</param>
/// <param name="State">What it is about.</param>
/// <param name="Bytes">The whole frame.</param>
internal sealed record RecordedFrame(int After, ConversationState State, byte[] Bytes);
