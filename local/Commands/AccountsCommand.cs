using System.CommandLine;
using System.Globalization;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Commands;

/// <summary><c>accounts show</c> and <c>accounts set-tokens</c>.</summary>
internal sealed class AccountsCommand : Command
{
    private const string Unlimited = "unlimited";

    private readonly Argument<string> _account = new("account") { Description = "The account's name." };
    private readonly Argument<string> _tokens = new("tokens") { Description = $"Number of tokens, by default one per picture; '{Unlimited}' for no balance." };

    public AccountsCommand()
        : base("accounts", "Balances of a running server's accounts.")
    {
        Options.Add(ManagementTarget.Server);
        Options.Add(ManagementTarget.ApiKey);
        var show = new Command("show", "Show an account's balance and usage.") { _account, JsonOutput.Option };
        CommandContext.Bind(show, ShowAsync);
        var set = new Command("set-tokens", "Set an account's balance for new jobs.") { _account, _tokens, JsonOutput.Option };
        CommandContext.Bind(set, SetTokensAsync);
        Subcommands.Add(show);
        Subcommands.Add(set);
    }

    private async Task<int> ShowAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = ManagementTarget.Connect(context, parsed);
        Print(context, parsed, await client.GetAccountAsync(parsed.GetRequiredValue(_account), cancellationToken));
        return 0;
    }

    private async Task<int> SetTokensAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = ManagementTarget.Connect(context, parsed);
        var body = new SetTokensRequest { Tokens = ReadTokens(parsed.GetRequiredValue(_tokens)) };
        Print(context, parsed, await client.SetTokensAsync(parsed.GetRequiredValue(_account), body, cancellationToken));
        return 0;
    }

    private static long? ReadTokens(string text) =>
        text == Unlimited ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) ? tokens
        : throw new UserException($"Tokens are a whole number or '{Unlimited}', not '{text}'.");

    private static void Print(CommandContext context, ParseResult parsed, AccountStateResponse state)
    {
        if (JsonOutput.TryWrite(context, parsed, state))
        {
            return;
        }

        var tokens = state.Tokens?.ToString(CultureInfo.InvariantCulture) ?? Unlimited;
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{state.Account}: tokens {tokens}, open jobs {state.OpenJobs}, used {state.UsedLast24h} in 24 hours and {state.Used} in total"));
    }
}
