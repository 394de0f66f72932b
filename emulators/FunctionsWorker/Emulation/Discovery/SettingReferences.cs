using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Emulation.Discovery;

/// <summary>Replaces <c>%name%</c> in a trigger's text by the setting of that name.</summary>
internal sealed partial class SettingReferences(IConfiguration settings)
{
    /// <param name="function">The function whose trigger it is, for the message.</param>
    /// <exception cref="FunctionsStartException">There is no such setting, or it is empty.</exception>
    public string Resolve(string function, string text) => Reference().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        return settings[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
            ? value
            : throw FunctionsStartException.Of(function, $"'{text}' names the setting '{name}', which is not set.");
    });

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Reference();
}
