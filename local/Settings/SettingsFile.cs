using System.Text.Json;

namespace SegFunctions.Local.Settings;

/// <summary>A settings file: JSON with comments and known names only. Each fault is reported with its position or name.</summary>
internal static class SettingsFile
{
    private const int MaxBytes = 1 << 20;

    private static readonly Dictionary<string, Set> Known = new()
    {
        ["server"] = Text((settings, text) => settings with { Server = text }),
        ["apiKey"] = Text((settings, text) => settings with { ApiKey = text }),
        ["data"] = Text((settings, text) => settings with { Data = text }),
        ["cache"] = Text((settings, text) => settings with { Cache = text }),
        ["port"] = Number((settings, number) => settings with { Port = number }),
        ["workers"] = Number((settings, number) => settings with { Workers = number }),
        ["provider"] = Text((settings, text) => settings with { Provider = text }),
        ["textModel"] = Text((settings, text) => settings with { TextModel = text }),
        ["subjectModel"] = Text((settings, text) => settings with { SubjectModel = text }),
        ["marksModel"] = Text((settings, text) => settings with { MarksModel = text }),
    };

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <returns>Null for a value of the wrong kind.</returns>
    private delegate LocalSettings? Set(LocalSettings settings, JsonElement value);

    /// <summary>Every setting that a file may have.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <exception cref="UserException">The file is missing or invalid; the message says what is wrong.</exception>
    public static LocalSettings Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var content = new byte[MaxBytes];
            var length = file.ReadAtLeast(content, MaxBytes, throwOnEndOfStream: false);
            if (length == MaxBytes)
            {
                throw new UserException($"The settings file {path} is too large.");
            }

            using var document = JsonDocument.Parse(content.AsMemory(0, length), Options);
            return Read(document.RootElement, path);
        }
        catch (JsonException exception)
        {
            throw new UserException($"The settings file {path} is not JSON: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}.", exception);
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            throw new UserException($"The settings file {path} cannot be read: {FileFault.DescribeFile(path, exception)}", exception);
        }
    }

    private static LocalSettings Read(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new UserException($"The settings file {path} is not a JSON object, such as {{\"port\": 7071}}.");
        }

        var settings = new LocalSettings();
        foreach (var property in root.EnumerateObject())
        {
            settings = Known.TryGetValue(property.Name, out var set)
                ? set(settings, property.Value) ?? throw new UserException($"The settings file {path} has the wrong kind of value for {property.Name}.")
                : throw new UserException($"The settings file {path} has '{property.Name}', which is not a setting.{NearestName.Suggest(property.Name, Known.Keys)}");
        }

        return settings;
    }

    private static Set Text(Func<LocalSettings, string?, LocalSettings> set) => (settings, value) => value.ValueKind switch
    {
        JsonValueKind.Null => settings,
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => set(settings, text),
        _ => null,
    };

    private static Set Number(Func<LocalSettings, int?, LocalSettings> set) => (settings, value) => value.ValueKind switch
    {
        JsonValueKind.Null => settings,
        JsonValueKind.Number when value.TryGetInt32(out var number) => set(settings, number),
        _ => null,
    };
}
