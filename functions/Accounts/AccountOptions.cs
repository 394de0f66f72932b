namespace SegFunctions.Accounts;

/// <summary>Who may use the service. Section <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>None: every request is denied. An account may have several keys.</summary>
    public IList<AccountKey> Keys { get; } = [];
}
