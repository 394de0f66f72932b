using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Takes the token out of a client's frame, and puts another in. It is the last value of a request to <c>$cbs</c>.</summary>
internal static class TokenFrames
{
    private const byte String8 = 0xA1;
    private const byte String32 = 0xB1;
    private static readonly byte[] _scheme = [.. "SharedAccessSignature"u8];

    /// <param name="frame">Changed only if it holds a token.</param>
    /// <param name="token">What to put in its place.</param>
    public static byte[] Replace(byte[] frame, string token)
    {
        var at = frame.AsSpan().LastIndexOf(_scheme);
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

    /// <summary>One that is valid for an hour, for all queues.</summary>
    /// <param name="connectionString">Whose key signs.</param>
    public static string Sign(string connectionString) => Sign(connectionString, TimeSpan.FromHours(1));

    /// <param name="connectionString">Whose key signs.</param>
    /// <param name="life">From now on.</param>
    /// <param name="address">What it opens.</param>
    public static string Sign(string connectionString, TimeSpan life, string address = "sb://127.0.0.1/")
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        var (resource, expiry) = (Uri.EscapeDataString(address), $"{(DateTimeOffset.UtcNow + life).ToUnixTimeSeconds()}");
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(parts["SharedAccessKey"]), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expiry}&skn={parts["SharedAccessKeyName"]}";
    }

    public static int Port(string connectionString) => new Uri(connectionString.Split(';')[0]["Endpoint=".Length..]).Port;
}
