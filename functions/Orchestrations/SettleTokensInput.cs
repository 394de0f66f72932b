namespace SegFunctions.Orchestrations;

/// <param name="Used">Tokens; what was set aside beyond them is given back.</param>
public sealed record SettleTokensInput(string Account, string JobId, int Used);
