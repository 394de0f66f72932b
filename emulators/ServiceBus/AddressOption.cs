using System.CommandLine;
using System.Net;

namespace Emulators;

/// <summary>The option <c>--address</c> of the emulators' programs; 127.0.0.1 by default.</summary>
internal static class AddressOption
{
    public static Option<IPAddress> Create(string description) => new("--address")
    {
        Description = description,
        CustomParser = static result =>
        {
            if (IPAddress.TryParse(result.Tokens[0].Value, out var parsed))
            {
                return parsed;
            }

            result.AddError($"'{result.Tokens[0].Value}' is not an IP address.");
            return null;
        },
        DefaultValueFactory = static _ => IPAddress.Loopback,
    };
}
