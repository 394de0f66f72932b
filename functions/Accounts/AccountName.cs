using System.Text.RegularExpressions;

namespace SegFunctions.Accounts;

/// <summary>Names of accounts, which appear in blob names and table keys.</summary>
internal static partial class AccountName
{
    public const string Rule = "1 to 64 letters, digits, hyphens and underscores";

    /// <summary>Matches the whole name.</summary>
    public const string Pattern = @"\A[A-Za-z0-9_-]{1,64}\z";

    public static bool IsValid(string name) => Name().IsMatch(name);

    [GeneratedRegex(Pattern)]
    private static partial Regex Name();
}
