using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Storage;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>The journal of one orchestration as a release wrote it: <c>{version}/{scenario}.{steps}.json</c> beside this file.</summary>
/// <param name="Scenario">Name of the <see cref="HistoryScenario"/>.</param>
/// <param name="Steps">How many of its steps have been taken.</param>
/// <param name="HasEnded">Whether the orchestration completed with the last of them.</param>
/// <param name="Orchestrator">Its name.</param>
/// <param name="InstanceId">Its instance.</param>
/// <param name="Input">JSON.</param>
/// <param name="Rows">Messages and episodes in their order.</param>
internal sealed record GoldenHistory(
    string Scenario, int Steps, bool HasEnded, string Orchestrator, string InstanceId, string Input, IReadOnlyList<GoldenRow> Rows)
{
    /// <summary>The version of the orchestrators that is recorded today. Raise it with a release that changes their steps, and record again.</summary>
    public const string CurrentVersion = "1";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder(), "*.json", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder(), path)).Order(StringComparer.Ordinal);

    public IReadOnlyList<HistoryRow> ToRows() => [.. Rows.Select(row => new HistoryRow(row.Sequence, HistoryEvent.FromJson(row.ToBody())))];

    public static string FileOf(string scenario, int steps) => $"{CurrentVersion}/{scenario}.{steps}.json";

    public static GoldenHistory Read(string file) => JsonSerializer.Deserialize<GoldenHistory>(File.ReadAllBytes(Path.Combine(Folder(), file)), Format)!;

    public void Write()
    {
        var path = Path.Combine(Folder(), FileOf(Scenario, Steps));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, Format) + "\n");
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
