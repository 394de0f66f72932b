using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>GUIDs of version 5 (RFC 9562, 5.5): the same name gives the same GUID.</summary>
internal static class NameGuid
{
    private static readonly byte[] Namespace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid Create(string name)
    {
#pragma warning disable CA5350 // The RFC asks for SHA-1, and nothing is kept secret by it.
        var hash = SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
