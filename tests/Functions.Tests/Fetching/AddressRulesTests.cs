using System.Net;
using FsCheck.Xunit;
using SegFunctions.Fetching;

namespace SegFunctions.Tests.Fetching;

public sealed class AddressRulesTests
{
    /// <summary>No setting permits these.</summary>
    private static readonly string[] Metadata =
    [
        "169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254", "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::169.254.169.254", "fe80::1", "0.0.0.0", "::",
    ];

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("169.254.0.0/16")]
    [InlineData("169.254.169.254/32")]
    [InlineData("168.63.129.16/32")]
    [InlineData("168.0.0.0/8")]
    [InlineData("100.64.0.0/10")]
    [InlineData("192.0.0.0/24")]
    [InlineData("::ffff:0:0/96")]
    [InlineData("64:ff9b::/96")]
    [InlineData("fc00::/7")]
    [InlineData("fd00:ec2::/32")]
    public void Metadata_addresses_stay_closed_whatever_is_allowed(string network)
    {
        var rules = GuardedServices.Rules(network);

        Assert.All(Metadata, address => Assert.False(rules.Allows(IPAddress.Parse(address)), address));
    }

    [Fact]
    public void The_rest_of_a_network_around_a_metadata_address_is_open()
    {
        var rules = GuardedServices.Rules("100.64.0.0/10", "fc00::/7");

        Assert.All((string[])["100.64.0.1", "100.100.100.199", "100.100.100.201", "fd00:ec2::253", "fd00:ec2::255", "fd12::1"], address => Assert.True(rules.Allows(IPAddress.Parse(address)), address));
    }

    [Property(MaxTest = 300)]
    public bool What_is_left_of_a_range_is_what_is_in_it_and_in_no_hole(uint network, byte length, uint hole, byte holeLength, uint address)
    {
        var (range, gap) = (RangeOf(network, length), RangeOf(hole, holeLength));
        var asked = AddressOf(address);
        return Networks.Subtract(range, [gap]).Any(left => Networks.Holds(left, asked)) == (range.Contains(asked) && !gap.Contains(asked));
    }

    /// <summary>Near the edges of the gap, where an off-by-one error would show.</summary>
    [Property(MaxTest = 300)]
    public bool The_edges_of_a_hole_are_cut_to_the_address(uint hole, byte holeLength, byte wider, sbyte step)
    {
        var gap = RangeOf(hole, holeLength);
        var range = RangeOf(hole, (byte)Math.Max(0, gap.PrefixLength - (wider % 8)));
        var asked = AddressOf(ToNumber(gap.BaseAddress) + (uint)step);
        return Networks.Subtract(range, [gap]).Any(left => Networks.Holds(left, asked)) == (range.Contains(asked) && !gap.Contains(asked));
    }

    [Theory]
    [InlineData("::ffff:0:0/96", "fd12::", false)]
    [InlineData("fd12::/16", "::ffff:0:0", false)]
    [InlineData("fc00::/7", "fd12::1", true)]
    [InlineData("fc00::/7", "fb00::1", false)]
    [InlineData("::/0", "fb00::1", true)]
    [InlineData("::/0", "1.2.3.4", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", false)]
    [InlineData("10.1.2.3/32", "10.1.2.3", true)]
    public void A_range_holds_what_begins_with_its_bits(string network, string address, bool holds) =>
        Assert.Equal(holds, Networks.Holds(IPNetwork.Parse(network), IPAddress.Parse(address)));

    [Property(MaxTest = 300)]
    public bool An_allowed_network_opens_nothing_outside_it(uint network, byte length, uint address)
    {
        var range = RangeOf(network, length);
        var asked = AddressOf(address);
        return range.Contains(asked) || GuardedServices.Rules(range.ToString()).Allows(asked) == GuardedServices.Rules().Allows(asked);
    }

    private static IPNetwork RangeOf(uint address, byte length)
    {
        var prefix = length % 33;
        return new(AddressOf(prefix == 0 ? 0 : address & (uint.MaxValue << (32 - prefix))), prefix);
    }

    private static IPAddress AddressOf(uint address) => new([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]);

    private static uint ToNumber(IPAddress address)
    {
        var b = address.GetAddressBytes();
        return ((uint)b[0] << 24) | ((uint)b[1] << 16) | ((uint)b[2] << 8) | b[3];
    }
}
