using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using DurableTask.Core.History;
using DurableTask.Sqlite.Serialization;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>
/// The history of one orchestration as the engine wrote it in a release: <c>{version}/{scenario}.{steps}.json</c> in this folder, in the format of
/// the SQLite store.
/// </summary>
/// <param name="Scenario">Name of the <see cref="HistoryScenario"/>.</param>
/// <param name="Steps">How many of its steps have been taken.</param>
/// <param name="Events">In order.</param>
internal sealed record GoldenHistory(string Scenario, int Steps, IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>The folder for new recordings. With a release that changes the orchestrators' steps, raise the version and record again.</summary>
    private static readonly string CurrentVersion = JobInput.CurrentVersion.ToString(CultureInfo.InvariantCulture);

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder(), "*.json", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder(), path)).Order(StringComparer.Ordinal);

    /// <summary>The first event of what the engine calls an execution.</summary>
    public ExecutionStartedEvent Started => Events.OfType<ExecutionStartedEvent>().Single();

    /// <summary>Whether the orchestration completed with the last step.</summary>
    public bool HasEnded => Events.OfType<ExecutionCompletedEvent>().Any();

    public static string FileOf(string scenario, int steps) => $"{CurrentVersion}/{scenario}.{steps}.json";

    public static GoldenHistory Read(string file)
    {
        var name = Path.GetFileName(file).Split('.');
        return new GoldenHistory(name[0], int.Parse(name[1]), [.. Records.ReadEvents(File.ReadAllBytes(Path.Combine(Folder(), file)))]);
    }

    public void Write()
    {
        var path = Path.Combine(Folder(), FileOf(Scenario, Steps));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var events = JsonSerializer.Deserialize<JsonElement>(Records.Write(Events));
        File.WriteAllText(path, JsonSerializer.Serialize(events, Format) + "\n");
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
