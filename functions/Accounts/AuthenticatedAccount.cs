namespace SegFunctions.Accounts;

/// <summary>The key of the request; a feature of every request that a key has authenticated.</summary>
public sealed record AuthenticatedAccount(ApiKey Key)
{
    public string Name => Key.Account;
}
