using System.Reflection;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;

namespace SegFunctions.Apis;

/// <summary>Marks an API that accepts jobs, and therefore has a price of its own.</summary>
/// <param name="name">Key in <see cref="AccountOptions.Prices"/>: the name of the API's folder.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PricedApiAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>Rejects prices for unknown APIs.</summary>
internal sealed class PriceNamesValidator : IValidateOptions<AccountOptions>
{
    private static readonly Lazy<string[]> Names = new(() =>
        [.. typeof(PricedApiAttribute).Assembly.GetTypes().Select(type => type.GetCustomAttribute<PricedApiAttribute>()?.Name).OfType<string>().Order(StringComparer.Ordinal)]);

    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        string[] faults =
        [
            .. options.Prices.Keys.Where(api => !Names.Value.Contains(api, StringComparer.OrdinalIgnoreCase)).Select(api =>
                $"{AccountOptions.Section}:{nameof(AccountOptions.Prices)}:{api} must end in the name of an API that takes jobs: {string.Join(", ", Names.Value)}."),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
