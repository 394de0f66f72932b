using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SegFunctions.Benchmarks.House;

/// <summary>Measures the code of any checkout from its text, so that two commits can be compared.</summary>
internal static partial class HouseBenchmark
{
    private const int Fragment = 15;

    private static readonly string[] Product = ["functions", "inference-container", "local", "extensions"];
    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal)
    {
        ["functions"] = "SegFunctions",
        ["inference-container/Inference"] = "SegFunctions.Inference",
        ["inference-container/Models"] = "SegFunctions.Models",
        ["inference-container/Worker"] = "SegFunctions.Worker",
        ["local"] = "SegFunctions.Local",
        ["emulators/DurableTask.Sqlite"] = "DurableTask.Sqlite",
        ["emulators/FunctionsHost"] = "Emulators.FunctionsHost",
        ["emulators/ServiceBus"] = "Emulators.ServiceBus",
    };

    private static readonly string[] Built = ["bin", "obj", "obj-azure", "node_modules"];

    public static Command Command()
    {
        var root = new Option<DirectoryInfo>("--root") { Description = "Root of a checkout.", DefaultValueFactory = _ => new DirectoryInfo(".") };
        var command = new Command("house", "Files, lines, fragments, comments, tests: the code in numbers.") { root, JobWalk.Command() };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(root).FullName));
        return command;
    }

    private static int Run(string root)
    {
        var tests = Read(root, "tests").Where(file => !file.Path.StartsWith("tests/Benchmarks", StringComparison.Ordinal)).ToList();
        var product = Product.SelectMany(folder => Read(root, folder)).ToList();
        var emulators = Read(root, "emulators").ToList();
        Write("product", product, tests);
        Write("emulators", emulators, tests);
        Write("both", [.. product, .. emulators], tests);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"tests: {tests.Count} files, {tests.Sum(file => file.Lines.Length)} lines, {tests.Sum(file => (double)file.Lines.Length) / product.Concat(emulators).Sum(file => file.Lines.Length):F2} of the code's"));
        foreach (var project in Namespaces.Keys.Where(project => Directory.Exists(Path.Combine(root, project))))
        {
            Console.WriteLine($"folders of {project} that know each other: {CountMutualPairs([.. Read(root, project)], project)} pairs");
        }

        Console.WriteLine($"naming rules in .editorconfig: {NamingRule().Count(File.ReadAllText(Path.Combine(root, ".editorconfig")))}");
        Console.WriteLine($"README: {File.ReadLines(Path.Combine(root, "README.md")).Count()} lines");
        return 0;
    }

    private static void Write(string name, List<SourceFile> files, List<SourceFile> tests)
    {
        var sizes = files.Select(file => (double)file.Lines.Length).ToArray();
        var lines = files.SelectMany(file => file.Lines).Select(line => line.Trim()).ToList();
        var classes = lines.Where(line => ClassLine().IsMatch(line) && !line.Contains(" static ", StringComparison.Ordinal)).ToList();
        var suites = tests.Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToHashSet(StringComparer.Ordinal);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {files.Count} files, {sizes.Sum():F0} lines; a file has {Percentiles.Of(sizes, 50):F0} in the median, {Percentiles.Of(sizes, 95):F0} at p95, {Percentiles.Of(sizes, 100):F0} at most; "
            + $"{Share(files.Count(file => file.Lines.Length <= Fragment), files.Count):F1} % have at most {Fragment}; {Share(classes.Count(line => line.Contains("sealed ", StringComparison.Ordinal)), classes.Count):F0} % of classes are sealed; "
            + $"{Share(lines.Count(line => line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("///", StringComparison.Ordinal)), lines.Count):F1} comments to 100 lines, {lines.Count(line => line.StartsWith("///", StringComparison.Ordinal))} lines of documentation, "
            + $"{lines.Count(line => line.Contains("<summary>Of ", StringComparison.Ordinal) || line.Contains("\">Of ", StringComparison.Ordinal))} that begin with \"Of\"; "
            + $"{Share(files.Count(file => suites.Contains(Path.GetFileNameWithoutExtension(file.Path) + "Tests")), files.Count):F0} % of files have a suite of their name"));
    }

    private static int CountMutualPairs(List<SourceFile> files, string project)
    {
        string FolderOf(SourceFile file) => file.Path[(project.Length + 1)..].Split('/') is { Length: > 1 } parts ? parts[0] : string.Empty;
        var folders = files.Select(FolderOf).Where(folder => folder.Length > 0).ToHashSet(StringComparer.Ordinal);
        string? FolderUsed(string name) => name.StartsWith(Namespaces[project] + ".", StringComparison.Ordinal)
            && name[(Namespaces[project].Length + 1)..].Split('.')[0] is var folder && folders.Contains(folder) ? folder : null;
        var arrows = files.Where(file => FolderOf(file).Length > 0)
            .SelectMany(file => file.Lines.Select(line => UsedFolder().Match(line).Groups["name"].Value)
                .Select(FolderUsed)
                .OfType<string>().Where(folder => folder != FolderOf(file)).Select(folder => (From: FolderOf(file), To: folder)))
            .ToHashSet();
        return arrows.Count(arrow => string.CompareOrdinal(arrow.From, arrow.To) < 0 && arrows.Contains((arrow.To, arrow.From)));
    }

    /// <summary>The C# files below a folder of a checkout, without build output.</summary>
    public static IEnumerable<SourceFile> Read(string root, string below)
    {
        var folder = Path.Combine(root, below);
        return !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Built.Contains))
            .Select(path => new SourceFile(path, File.ReadAllLines(Path.Combine(root, path))));
    }

    private static double Share(int part, int whole) => 100.0 * part / Math.Max(1, whole);

    [GeneratedRegex(@"^(?:(?:public|internal|private|protected|sealed|abstract|partial|static|file) )*(?:class|record) \w+")]
    private static partial Regex ClassLine();

    [GeneratedRegex(@"^using (?:static )?(?<name>SegFunctions\.[\w.]+|Emulators\.[\w.]+|DurableTask\.Sqlite\.[\w.]+);")]
    private static partial Regex UsedFolder();

    [GeneratedRegex(@"^dotnet_naming_rule\.\w+\.severity", RegexOptions.Multiline)]
    private static partial Regex NamingRule();

}

/// <param name="Path">Relative to the checkout's root, with slashes.</param>
internal sealed record SourceFile(string Path, string[] Lines);
