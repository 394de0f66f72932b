using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SegFunctions.Connections;

/// <summary>Options of both apps are validated at start; every fault of every section is reported, each by the setting's own name.</summary>
public static class SectionValidation
{
    /// <param name="section">The section that the options are bound to.</param>
    /// <param name="validator">Generated from the options' attributes.</param>
    public static OptionsBuilder<T> ValidateOnStart<T>(this OptionsBuilder<T> options, string section, IValidateOptions<T> validator)
        where T : class
    {
        options.Services.AddSingleton<IValidateOptions<T>>(new SectionValidator<T>(section, validator));
        return options.ValidateOnStart();
    }
}

/// <summary>Reports a validator's faults by the names of settings, <c>Accounts:Keys:0:Account</c>, instead of those of properties.</summary>
internal sealed partial class SectionValidator<T>(string section, IValidateOptions<T> validator) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options) =>
        validator.Validate(section, options) is { Failed: true, Failures: var faults }
            ? ValidateOptionsResult.Fail(faults.Select(ToSentence))
            : ValidateOptionsResult.Success;

    private string ToSentence(string fault) => PropertyPath().Replace(PropertyPrefix().Replace(fault, ""), path =>
        path.Groups["section"].Value != section ? path.Value : path.Value.Replace(".", ":", StringComparison.Ordinal).Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal));

    /// <summary>What the generated validator puts before an attribute's message.</summary>
    [GeneratedRegex(@"\A(?:Property )?\w+: ")]
    private static partial Regex PropertyPrefix();

    [GeneratedRegex(@"\b(?<section>\w+)(?:\.\w+(?:\[\d+\])?)+")]
    private static partial Regex PropertyPath();
}
