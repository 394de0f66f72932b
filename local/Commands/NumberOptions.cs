using System.CommandLine;
using System.Globalization;

namespace SegFunctions.Local.Commands;

/// <summary>Options with a number, and an error message in plain words: the library's would name .NET types.</summary>
internal static class NumberOptions
{
    public static Option<int?> Whole(string name, string description) => Create<int?>(
        name, description, "a whole number", static text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null);

    public static Option<double?> Real(string name, string description) => Create<double?>(
        name, description, "a number", static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null);

    private static Option<T> Create<T>(string name, string description, string kind, Func<string, T> parse) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var number = parse(text);
            if (number is null)
            {
                result.AddError($"{name} is '{text}', not {kind}.");
            }

            return number;
        },
    };
}
