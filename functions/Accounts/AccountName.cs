using System.Text.RegularExpressions;

namespace SegFunctions.Accounts;

/// <summary>Names of accounts, which appear in blob names and table keys.</summary>
internal static partial class AccountName
{
    public const string Rule = "1 to 64 letters, digits, hyphens and underscores";

    public static bool IsValid(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Name();
}
