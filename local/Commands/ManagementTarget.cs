using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Settings;

namespace SegFunctions.Local.Commands;

/// <summary>The server that the management commands talk to.</summary>
internal static class ManagementTarget
{
    public static Option<string?> Server { get; } = new("--server")
    {
        Description = "A running server. [default: http://127.0.0.1:7071; env: SEG_SERVER]",
        Recursive = true,
    };

    public static Option<string?> ApiKey { get; } = new("--api-key")
    {
        Description = "A key of the server with the scope manage. [default: local-dev-key; env: SEG_API_KEY]",
        Recursive = true,
    };

    public static ManagementClient Connect(CommandContext context, ParseResult parsed)
    {
        var server = ServerAddress.Read(parsed.GetValue(Server) ?? context.Settings.Server) ?? ServerAddress.Local;
        return new ManagementClient(server, parsed.GetValue(ApiKey) ?? context.Settings.ApiKey ?? LocalSettings.DefaultApiKey, context.Time);
    }
}
