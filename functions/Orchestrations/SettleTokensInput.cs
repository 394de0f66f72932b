namespace SegFunctions.Orchestrations;

/// <param name="Used">Tokens; the rest of the reservation is released.</param>
public sealed record SettleTokensInput(string Account, string JobId, int Used);
