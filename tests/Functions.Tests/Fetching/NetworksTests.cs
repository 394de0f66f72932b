using System.Net;
using SegFunctions.Fetching;

namespace SegFunctions.Tests.Fetching;

public sealed class NetworksTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", false)]
    [InlineData("0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("172.16.0.0/12", "172.31.255.255", true)]
    [InlineData("172.16.0.0/12", "172.32.0.0", false)]
    [InlineData("::ffff:0:0/96", "fd12::", false)]
    public void A_range_holds_what_its_bits_say(string network, string address, bool held) =>
        Assert.Equal(held, Networks.Holds(IPNetwork.Parse(network), IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0.0/8", new[] { "11.0.0.0/8" }, new[] { "10.0.0.0/8" })]
    [InlineData("10.0.0.0/8", new[] { "10.0.0.0/8" }, new string[0])]
    [InlineData("10.0.0.0/8", new[] { "0.0.0.0/0" }, new string[0])]
    [InlineData("10.0.0.0/30", new[] { "10.0.0.1/32" }, new[] { "10.0.0.0/32", "10.0.0.2/31" })]
    [InlineData("10.0.0.0/30", new[] { "10.0.0.0/32", "10.0.0.3/32" }, new[] { "10.0.0.1/32", "10.0.0.2/32" })]
    public void A_range_without_holes_is_what_is_left_of_it(string network, string[] holes, string[] left) =>
        Assert.Equal(left, Networks.Subtract(IPNetwork.Parse(network), [.. holes.Select(hole => IPNetwork.Parse(hole))]).Select(range => range.ToString()));
}
