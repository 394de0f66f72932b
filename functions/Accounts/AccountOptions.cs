namespace SegFunctions.Accounts;

/// <summary>Who may use the service, and how much of it. Section <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>Keys beside those that are made while the server runs. Without any key every request is denied.</summary>
    public IList<ConfiguredKey> Keys { get; } = [];

    /// <summary>Requests of one account or, where a key has a limit of its own, of that key, for each instance of the app; 0 for no limit.</summary>
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>Jobs of one account that have not ended; 0 for no limit.</summary>
    public int MaxOpenJobs { get; set; } = 1000;

    /// <summary>What an account has at its first job, a token a picture; null for an account without a balance, which is never refused for it.</summary>
    public long? Tokens { get; set; }

    /// <summary>How long an instance of the app may go on accepting a key that was revoked on another one.</summary>
    public TimeSpan KeyCacheLifetime { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsValid() => RequestsPerMinute >= 0 && MaxOpenJobs >= 0 && Tokens is null or >= 0 && KeyCacheLifetime > TimeSpan.Zero;
}
