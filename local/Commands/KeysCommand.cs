using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using Spectre.Console;

namespace SegFunctions.Local.Commands;

/// <summary><c>keys create</c>, <c>keys list</c> and <c>keys revoke</c>.</summary>
internal sealed class KeysCommand : Command
{
    private const int MaxDays = 36_500;

    private readonly Argument<string> _account = new("account") { Description = "The account that the key acts for: letters, digits, - and _." };
    private readonly Option<string?> _name = new("--name") { Description = "Display name." };
    private readonly Option<string[]> _scopes = new("--scope") { Description = "jobs or manage; may be given twice. [default: jobs]" };
    private readonly Option<int?> _days = NumberOptions.Whole("--days", "Days until the key expires. [default: never]");
    private readonly Option<int?> _requests = NumberOptions.Whole("--requests-per-minute", "0 for no limit. [default: the server's]");
    private readonly Option<int?> _jobs = NumberOptions.Whole("--max-open-jobs", "0 for no limit. [default: the server's]");
    private readonly Option<int?> _running = NumberOptions.Whole("--max-running", "Further jobs wait until one has ended; 0 for no limit. [default: the server's]");
    private readonly Argument<string> _key = new("key") { Description = "The key's id, as shown by `keys list`, or the key itself." };

    public KeysCommand()
        : base("keys", "Manage API keys of a running server.")
    {
        Options.Add(ManagementTarget.Server);
        Options.Add(ManagementTarget.ApiKey);
        var create = new Command("create", "Create a key. It is shown only once, since the server stores only its hash.")
        {
            _account, _name, _scopes, _days, _requests, _jobs, _running,
        };
        CommandContext.Bind(create, CreateAsync);
        var list = new Command("list", "Show every key's id, owner and limits.") { JsonOutput.Option };
        CommandContext.Bind(list, ListAsync);
        var revoke = new Command("revoke", "Revoke a key.") { _key };
        CommandContext.Bind(revoke, RevokeAsync);
        Subcommands.Add(create);
        Subcommands.Add(list);
        Subcommands.Add(revoke);
    }

    private async Task<int> CreateAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = ManagementTarget.Connect(context, parsed);
        var days = parsed.GetValue(_days);
        var created = await client.CreateKeyAsync(
            new CreateKeyRequest
            {
                Account = parsed.GetRequiredValue(_account),
                Name = parsed.GetValue(_name),
                Scopes = parsed.GetValue(_scopes) is { Length: > 0 } scopes ? scopes : null,
                ExpiresAt = days is null ? null : context.Time.GetUtcNow().AddDays(days is > 0 and <= MaxDays ? days.Value : throw new UserException($"--days is {days}, not between 1 and {MaxDays}.")),
                RequestsPerMinute = parsed.GetValue(_requests),
                MaxOpenJobs = parsed.GetValue(_jobs),
                MaxRunning = parsed.GetValue(_running),
            },
            cancellationToken);
        context.Screen.Say($"{created.Details.KeyId} of {created.Details.Account}. The key, which is not shown again:");
        context.Output.WriteLine(created.Key);
        return 0;
    }

    private static async Task<int> ListAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = ManagementTarget.Connect(context, parsed);
        var keys = (await client.ListKeysAsync(cancellationToken)).Keys;
        if (!JsonOutput.TryWrite(context, parsed, keys))
        {
            Tables.Write(ToTable(keys), context.Output);
        }

        return 0;
    }

    internal static Table ToTable(IReadOnlyList<KeyItem> keys)
    {
        var table = Tables.Create("key", "account", "name", "scopes", "created", "expires", "requests/min", "open jobs", "running");
        foreach (var key in keys)
        {
            table.AddRow(
                new Text(key.KeyId),
                new Text(key.Account),
                new Text(key.Name),
                new Text(string.Join(", ", key.Scopes)),
                new Text(Day(key.CreatedAt, "settings")),
                new Text(Day(key.ExpiresAt, "never")),
                new Text(Limit(key.RequestsPerMinute)),
                new Text(Limit(key.MaxOpenJobs)),
                new Text(Limit(key.MaxRunning)));
        }

        return table;
    }

    private async Task<int> RevokeAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = ManagementTarget.Connect(context, parsed);
        var keyId = ToId(parsed.GetRequiredValue(_key));
        await client.RevokeKeyAsync(keyId, cancellationToken);
        context.Screen.Say($"{keyId} is revoked.");
        return 0;
    }

    /// <summary>An id is the first digits of the key's hash, so the key's owner can compute it.</summary>
    private static string ToId(string idOrKey) => idOrKey.StartsWith("key_", StringComparison.Ordinal)
        ? idOrKey
        : "key_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idOrKey)))[..16];

    private static string Day(DateTimeOffset? time, string none) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? none;

    private static string Limit(int? limit) => limit switch
    {
        null => "default",
        0 => "none",
        _ => limit.Value.ToString(CultureInfo.InvariantCulture),
    };
}
