namespace SegFunctions.Accounts;

/// <summary>Whose request it is; a feature of every request that was let in with a key.</summary>
public sealed record AuthenticatedAccount(ApiKey Key)
{
    public string Name => Key.Account;
}
