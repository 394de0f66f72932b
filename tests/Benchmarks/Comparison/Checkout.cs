using System.Reflection;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>One side of a comparison: a built checkout of this repository, and the folders reserved for its programs.</summary>
internal sealed class Checkout
{
    private const string Framework = "net10.0";
    private readonly string _root;

    private Checkout(string name, string root, string folder)
    {
        (Name, _root, Folder) = (name, root, folder);
        Settings = new Dictionary<string, string>
        {
            ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName,
            ["XDG_DATA_HOME"] = Directory.CreateDirectory(Path.Combine(folder, "share")).FullName,
            ["SEG_DATA"] = Path.Combine(folder, "data"),
            // Empty means unset: neither side may use a server that is already running.
            ["SEG_SERVER"] = "",
        };
        Benchmarks = Find("tests/Benchmarks", "Benchmarks");
        CommandLine = Find("local", "SegFunctions.Local");
    }

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <summary>For anything the side stores.</summary>
    public string Folder { get; }

    /// <summary>Environment of every process started for the side.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>A program and its first arguments. The native executable if there is one, because the program may start itself again.</summary>
    public IReadOnlyList<string> Benchmarks { get; }

    /// <inheritdoc cref="Benchmarks"/>
    public IReadOnlyList<string> CommandLine { get; }

    /// <param name="name">For messages.</param>
    /// <param name="root">The root of the repository.</param>
    /// <param name="folder">Folder for this side only; created if missing.</param>
    /// <exception cref="FileNotFoundException">Something is not built in this program's configuration.</exception>
    public static Checkout Open(string name, string root, string folder) =>
        new(name, Path.GetFullPath(root), Directory.CreateDirectory(folder).FullName);

    /// <summary>The root of the checkout that this program was built in.</summary>
    /// <exception cref="FileNotFoundException">The program is not in a checkout.</exception>
    public static string FindOwnRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SegFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new FileNotFoundException($"{AppContext.BaseDirectory} is not inside the repository.");
    }

    private string[] Find(string project, string program)
    {
        var configuration = typeof(Checkout).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        var built = Path.Combine(_root, project, "bin", configuration, Framework, program);
        return File.Exists(built) ? [built]
            : File.Exists(built + ".dll") ? [BuildOutputs.Dotnet, built + ".dll"]
            : throw new FileNotFoundException($"{built}.dll is not built. Run `dotnet build {project}` in {_root}.");
    }
}
