using System.Globalization;

namespace SegFunctions.Local.Settings;

/// <summary>Reads the settings file and applies the environment on top.</summary>
/// <param name="environment">Returns a variable's value by name; null if it is not set.</param>
internal sealed class SettingsReader(Func<string, string?> environment)
{
    private const string DefaultFile = "segfunctions.json";

    /// <param name="file">A file that must exist; null for <c>SEG_CONFIG</c>, or else <c>segfunctions.json</c> in the current folder, if it exists.</param>
    /// <exception cref="UserException">The file is missing or invalid, or a variable that must be a number is not one.</exception>
    public LocalSettings Read(string? file)
    {
        var path = file ?? Find("SEG_CONFIG") ?? (File.Exists(DefaultFile) ? DefaultFile : null);
        var fromFile = path is null ? new LocalSettings() : SettingsFile.Read(path);
        return fromFile with
        {
            Server = Find("SEG_SERVER") ?? fromFile.Server,
            ApiKey = Find("SEG_API_KEY") ?? fromFile.ApiKey,
            Data = Find("SEG_DATA") ?? fromFile.Data,
            Cache = Find("SEG_CACHE") ?? fromFile.Cache,
            Port = FindNumber("SEG_PORT") ?? fromFile.Port,
            Workers = FindNumber("SEG_WORKERS") ?? fromFile.Workers,
            Provider = Find("SEG_PROVIDER") ?? fromFile.Provider,
            TextModel = Find("SEG_TEXT_MODEL") ?? fromFile.TextModel,
            SubjectModel = Find("SEG_SUBJECT_MODEL") ?? fromFile.SubjectModel,
            MarksModel = Find("SEG_MARKS_MODEL") ?? fromFile.MarksModel,
        };
    }

    // An empty variable is how a shell unsets one for a single command.
    private string? Find(string name) => environment(name) is { Length: > 0 } value ? value : null;

    private int? FindNumber(string name) =>
        Find(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new UserException($"{name} is '{text}', not a number.");
}
