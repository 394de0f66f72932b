using System.Globalization;
using System.Net;

namespace SegFunctions.Tests.Fetching;

/// <summary>Ways to write an address as a URL's host. Some are not valid URLs; none may lead to the address it stands for.</summary>
internal static class AddressSpellings
{
    /// <summary>An address in each range that must stay blocked.</summary>
    public static IReadOnlyList<string> Closed { get; } =
    [
        "127.0.0.1", "127.8.9.10", "10.0.0.5", "172.16.0.1", "172.31.255.254", "192.168.1.1", "169.254.169.254", "168.63.129.16", "100.64.0.1",
        "100.100.100.200", "0.0.0.0", "192.0.2.1", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255",
    ];

    public static IReadOnlyList<string> ClosedIPv6 { get; } =
    [
        "::1", "0:0:0:0:0:0:0:1", "0000:0000:0000:0000:0000:0000:0000:0001", "::", "::2", "fe80::1", "fe80::1%25eth0", "fe80::1%eth0", "fe80::1%251", "fc00::1",
        "fd12:3456:789a::1", "fd00:ec2::254", "fd20:ce::254", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "3fff::1", "5f00::1", "::1%25lo", "4000::1", "8000::1",
    ];

    public static IEnumerable<string> Of(string address)
    {
        var b = IPAddress.Parse(address).GetAddressBytes();
        var whole = ((uint)b[0] << 24) | ((uint)b[1] << 16) | ((uint)b[2] << 8) | b[3];
        var hex = string.Create(CultureInfo.InvariantCulture, $"{b[0]:x2}{b[1]:x2}:{b[2]:x2}{b[3]:x2}");
        return
        [
            address,
            Text($"{whole}"),
            Text($"0x{whole:x8}"),
            Text($"0X{whole:X}"),
            Text($"0{Convert.ToString(whole, 8)}"),
            Text($"0x{b[0]:x}.0x{b[1]:x}.0x{b[2]:x}.0x{b[3]:x}"),
            $"0{Octal(b[0])}.0{Octal(b[1])}.0{Octal(b[2])}.0{Octal(b[3])}",
            $"000{Octal(b[0])}.0{Octal(b[1])}.{b[2]}.0x{b[3]:x}",
            Text($"{b[0]}.{b[1]}.{(b[2] << 8) | b[3]}"),
            Text($"{b[0]}.{(b[1] << 16) | (b[2] << 8) | b[3]}"),
            address + ".",
            string.Concat(address.Select(letter => char.IsAsciiDigit(letter) ? (char)(letter + 0xfee0) : letter)),
            address.Replace('.', '。'),
            address.Replace(".", "%2e", StringComparison.Ordinal),
            string.Concat(address.Select(letter => $"%{(int)letter:x2}")),
            $"[::ffff:{address}]",
            $"[::ffff:{hex}]",
            $"[0:0:0:0:0:ffff:{hex}]",
            $"[::{address}]",
            $"[::ffff:0:{address}]",
            $"[64:ff9b::{address}]",
            $"[64:ff9b:1::{address}]",
            $"[2002:{hex}::1]",
            $"[2001:0:4136:e378:8000:63bf:{Inverted(b)}]",
            $"[::ffff:{address}%25eth0]",
            $"{address}:80",
            $"{address}:443",
            $"{address}:8080",
            $"{address}:",
            $"user@{address}",
            $"user:password@{address}",
            $"public.example@{address}",
            $"public.example:443@{address}",
            $"{address}#@public.example",
            $"{address}?@public.example",
            $"public.example\\@{address}",
            $" {address}",
            $"{address}\t",
        ];
    }

    private static string Octal(byte part) => Convert.ToString(part, 8);

    private static string Inverted(byte[] b) => Text($"{(byte)~b[0]:x2}{(byte)~b[1]:x2}:{(byte)~b[2]:x2}{(byte)~b[3]:x2}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
