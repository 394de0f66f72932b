namespace SegFunctions.Accounts.Ledger;

/// <summary>How an account stands.</summary>
/// <param name="Tokens">Left for new jobs: neither used nor set aside; null without a balance.</param>
/// <param name="OpenJobs">Jobs that are not settled.</param>
/// <param name="UsedLastDay">Tokens used in the last 24 hours, to the hour.</param>
/// <param name="Used">Tokens ever used.</param>
public sealed record AccountBalance(long? Tokens, int OpenJobs, long UsedLastDay, long Used);
