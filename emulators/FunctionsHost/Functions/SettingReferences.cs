using System.Text.RegularExpressions;
using Emulators.FunctionsHost.Settings;

namespace Emulators.FunctionsHost.Functions;

/// <summary>Replaces <c>%name%</c> in a trigger's text with the setting of that name.</summary>
internal sealed partial class SettingReferences(HostSettings settings)
{
    /// <param name="function">The function that the trigger belongs to, for the message.</param>
    /// <exception cref="HostStartException">There is no such setting, or it is empty.</exception>
    public string Resolve(string function, string text) => Reference().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        return settings.Find(name) is { Length: > 0 } value
            ? value
            : throw HostStartException.Of(function, $"'{text}' names the setting '{name}', which is not set.");
    });

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Reference();
}
