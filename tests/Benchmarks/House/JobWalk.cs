using System.CommandLine;
using System.Text.RegularExpressions;

namespace SegFunctions.Benchmarks.House;

/// <summary>
/// The files of the app and the worker whose code runs for one job with one picture and one word, including fetching its first mask: the runtime lists each
/// method it compiles. Files without executable code, such as interfaces and enums, are excluded.
/// </summary>
internal static partial class JobWalk
{
    private static readonly string[] Programs = ["functions", "inference-container", "extensions"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static Command Command()
    {
        var files = new Option<bool>("--files") { Description = "Also lists the files." };
        var command = new Command("walk", "The files whose code runs for one text job, from its request to a mask.") { files };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(files), token));
        return command;
    }

    private static async Task<int> RunAsync(bool listsFiles, CancellationToken cancellationToken)
    {
        var list = Path.GetTempFileName();

        // Every process of the stack inherits it. Code compiled ahead of time would not be listed.
        Environment.SetEnvironmentVariable("DOTNET_JitStdOutFile", list);
        Environment.SetEnvironmentVariable("DOTNET_JitDisasmSummary", "1");
        Environment.SetEnvironmentVariable("DOTNET_ReadyToRun", "0");
        HashSet<string> atStart;
        await using (var stack = await BenchmarkStack.StartAsync(photos: null, cancellationToken))
        {
            atStart = Compiled(list);
            var job = await stack.SubmitAsync([stack.Photos[0]], ["boat"], cancellationToken);
            await stack.WaitAsync(job, Look, static _ => { }, cancellationToken);
            var result = await stack.Client.GetResultAsync(job, cancellationToken);
            await stack.Client.DownloadAsync(result.Assets[0].Url, list + ".png", cancellationToken);
        }

        var declared = Declared();
        var (ran, started) = (FilesOf(Compiled(list), declared), FilesOf(atStart, declared));
        var composed = ran.Where(file => Composition().IsMatch(file)).ToHashSet();
        Console.WriteLine(
            $"{ran.Count} files of {declared.Values.Distinct().Count()} ran: {composed.Count} that compose and hold settings, {ran.Count - composed.Count} others, "
            + $"{ran.Except(started).Count()} of these not before the job");
        foreach (var file in listsFiles ? ran.Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            Console.WriteLine($"  {(composed.Contains(file) ? "composes" : started.Contains(file) ? "at start" : "job     ")} {file}");
        }

        File.Delete(list);
        File.Delete(list + ".png");
        return 0;
    }

    /// <summary>Full names of types; for nested types, the outermost.</summary>
    private static HashSet<string> Compiled(string list)
    {
        using var reader = new StreamReader(new FileStream(list, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. Method().Matches(reader.ReadToEnd()).Select(match => match.Groups["type"].Value)];
    }

    /// <summary>The file that declares each type.</summary>
    private static Dictionary<string, string> Declared()
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Programs.SelectMany(folder => HouseBenchmark.Read(".", folder)))
        {
            var name = file.Lines.Select(line => Namespace().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value;
            foreach (var type in file.Lines.Select(line => Declaration().Match(line)).Where(match => match.Success))
            {
                types[$"{name}.{type.Groups["type"].Value}"] = file.Path;
            }
        }

        return types;
    }

    private static HashSet<string> FilesOf(HashSet<string> types, Dictionary<string, string> declared) =>
        [.. types.Select(type => declared.GetValueOrDefault(type)).OfType<string>()];

    [GeneratedRegex(@"JIT compiled (?<type>SegFunctions\.[\w.]+)")]
    private static partial Regex Method();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|partial|readonly|file) )*(?:class|record struct|record|struct|interface|enum) (?<type>\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?:Program|Registration|Options|Validation|ValueRules)\.cs$")]
    private static partial Regex Composition();
}
