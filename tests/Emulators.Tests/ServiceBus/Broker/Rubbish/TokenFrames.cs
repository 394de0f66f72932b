using System.Buffers.Binary;
using System.Text;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Removes the token from a client's frame, or inserts another. It is the last value of a request to <c>$cbs</c>.</summary>
internal static class TokenFrames
{
    private const byte String8 = 0xA1;
    private const byte String32 = 0xB1;
    private static readonly byte[] Scheme = [.. "SharedAccessSignature"u8];

    /// <param name="frame">Changed only if it holds a token.</param>
    /// <param name="token">The replacement.</param>
    public static byte[] Replace(byte[] frame, string token)
    {
        var at = frame.AsSpan().LastIndexOf(Scheme);
        if (at < 5)
        {
            return frame;
        }

        var head = frame[at - 2] == String8 ? 2 : frame[at - 5] == String32 ? 5 : 0;
        if (head == 0)
        {
            return frame;
        }

        var text = Encoding.UTF8.GetBytes(token);
        byte[] length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        return FrameText.Fit([.. frame[..(at - head)], String32, .. length, .. text]);
    }
}
