using System.Net;

namespace SegFunctions.Fetching;

/// <summary>Arithmetic on address ranges.</summary>
internal static class Networks
{
    /// <summary>The range without the holes, as a list of ranges.</summary>
    public static IEnumerable<IPNetwork> Subtract(IPNetwork network, IReadOnlyList<IPNetwork> holes)
    {
        var touching = holes.Where(hole => Overlap(network, hole)).ToArray();
        if (touching.Length == 0)
        {
            return [network];
        }

        return touching.Any(hole => hole.PrefixLength <= network.PrefixLength) ? [] : Halve(network).SelectMany(half => Subtract(half, touching));
    }

    public static bool Overlap(IPNetwork one, IPNetwork other) => Holds(one, other.BaseAddress) || Holds(other, one.BaseAddress);

    /// <summary>Compares the bits only: the framework's own method says that <c>::ffff:0:0/96</c> overlaps with <c>fd12::/16</c>.</summary>
    public static bool Holds(IPNetwork network, IPAddress address)
    {
        var (start, asked) = (network.BaseAddress.GetAddressBytes(), address.GetAddressBytes());
        var (bytes, bits) = Math.DivRem(network.PrefixLength, 8);
        return start.Length == asked.Length
            && start.AsSpan(0, bytes).SequenceEqual(asked.AsSpan(0, bytes))
            && (bits == 0 || (start[bytes] ^ asked[bytes]) >> (8 - bits) == 0);
    }

    private static IPNetwork[] Halve(IPNetwork network)
    {
        var upper = network.BaseAddress.GetAddressBytes();
        upper[network.PrefixLength / 8] |= (byte)(0x80 >> (network.PrefixLength % 8));
        return [new(network.BaseAddress, network.PrefixLength + 1), new(new IPAddress(upper), network.PrefixLength + 1)];
    }
}
