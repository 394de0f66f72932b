namespace SegFunctions.Accounts;

/// <summary>What a key grants.</summary>
[Flags]
public enum KeyScopes
{
    None = 0,

    /// <summary>The APIs: uploads, jobs and results of the key's account.</summary>
    Jobs = 1,

    /// <summary>Keys and balances of every account.</summary>
    Manage = 2,
}
