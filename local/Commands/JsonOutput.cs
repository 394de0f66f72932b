using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegFunctions.Local.Commands;

/// <summary>The option <c>--json</c> of commands that list or show something.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Option<bool> Option { get; } = new("--json") { Description = "Print JSON, and nothing else, to standard output." };

    /// <returns>False if JSON was not requested.</returns>
    public static bool TryWrite<T>(CommandContext context, ParseResult parsed, T value)
    {
        if (!parsed.GetValue(Option))
        {
            return false;
        }

        context.Output.WriteLine(ToJson(value));
        return true;
    }

    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Options);
}
