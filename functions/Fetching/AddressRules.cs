using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Security.AntiSSRF;

namespace SegFunctions.Fetching;

/// <summary>The addresses that the service may connect to for its clients: public ones, and those in <see cref="FetchOptions.AllowedNetworks"/>.</summary>
/// <remarks>
/// The guarding library lets an allowed network win over a denied one. What must never be reached is therefore cut out of the allowed
/// networks, so that no setting and no changed DNS answer can lead there.
/// </remarks>
public sealed class AddressRules(IOptions<FetchOptions> options)
{
    /// <summary>Cloud metadata services, addresses that mean "this host", and IPv6 ranges that embed an IPv4 address.</summary>
    private static readonly IPNetwork[] NeverOpened =
    [
        .. Parse(
            "169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32", "0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32",
            "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
            "fe80::/10", "fec0::/10", "fd00:ec2::254/128", "fd20:ce::254/128", "ff00::/8"),
    ];

    /// <summary>The one address in those ranges that a setting may allow: IPv6 loopback.</summary>
    private static readonly IPNetwork Loopback = IPNetwork.Parse("::1/128");

    /// <summary>The form in which the library looks up IPv4 addresses.</summary>
    private static readonly IPNetwork Mapped = IPNetwork.Parse("::ffff:0:0/96");

    /// <summary>The library's list, and all IPv6 that is not global unicast.</summary>
    private static readonly string[] DeniedRanges =
    [
        .. IPAddressRanges.recommendedLatest,
        .. Networks.Subtract(IPNetwork.Parse("::/3"), [Mapped]).Select(network => network.ToString()),
        "4000::/2",
        "8000::/1",
    ];

    private static readonly IPNetwork[] Denied = [.. Parse(DeniedRanges)];

    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.SelectMany(network => Open(IPNetwork.Parse(network)))];

    /// <summary>Whether any private network is allowed.</summary>
    public bool OpensPrivateNetworks => _allowed.Length > 0;

    public bool Allows(IPAddress address)
    {
        var plain = Unwrap(address);
        return _allowed.Any(network => Networks.Holds(network, plain)) || !Denied.Any(network => Networks.Holds(network, plain));
    }

    /// <summary>The same rules for the library, which applies them to the address actually connected to.</summary>
    /// <param name="plainText">Whether http is allowed as well as https.</param>
    /// <param name="privateOnly">Whether only the allowed networks can be reached.</param>
    internal AntiSSRFPolicy ToPolicy(bool plainText, bool privateOnly = false)
    {
        var policy = new AntiSSRFPolicy(PolicyConfigOptions.None)
        {
            AllowPlainTextHttp = plainText,
            AddXFFHeader = false,
            DenyAllUnspecifiedIPs = privateOnly,
        };
        if (!privateOnly)
        {
            policy.AddDeniedAddresses(DeniedRanges);
        }

        policy.AddAllowedAddresses([.. _allowed.Select(network => network.ToString())]);
        return policy;
    }

    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        // A zone names the interface; the address is the same.
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address;
    }

    private static IEnumerable<IPNetwork> Parse(params IEnumerable<string> networks) => networks.Select(network => IPNetwork.Parse(network));

    private static IEnumerable<IPNetwork> Open(IPNetwork network) =>
        [.. Networks.Overlap(network, Loopback) ? (IPNetwork[])[Loopback] : [], .. Networks.Subtract(network, NeverOpened)];
}
