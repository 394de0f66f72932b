namespace SegFunctions.Accounts.Ledger;

/// <summary>An account's balance and usage.</summary>
/// <param name="Tokens">Available for new jobs: neither used nor reserved; null without a balance.</param>
/// <param name="OpenJobs">Jobs that are not settled.</param>
/// <param name="UsedLastDay">Tokens used in the last 24 hours, to the hour.</param>
/// <param name="Used">Tokens ever used.</param>
public sealed record AccountBalance(long? Tokens, int OpenJobs, long UsedLastDay, long Used);
