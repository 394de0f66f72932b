using System.Globalization;

namespace SegFunctions.Benchmarks;

/// <summary>The functions app's own process. The host starts it below a shell that guards it, and replaces it when it ends.</summary>
internal static class AppProcess
{
    private const string WorkerArgument = "--functions-worker-id";
    private const string ParentField = "PPid:";

    /// <param name="host">Process id of its host.</param>
    /// <returns>Null while there is none.</returns>
    public static int? Find(int host)
    {
        var guards = ChildrenOf(host);
        return guards.SelectMany(ChildrenOf).Where(IsApp).Select(id => (int?)id).FirstOrDefault();
    }

    /// <summary>The guard's own helper is a copy of the guard, including its arguments.</summary>
    private static bool IsApp(int id)
    {
        var arguments = Read(id, "cmdline").Split('\0');
        return arguments.Contains(WorkerArgument) && arguments[0] != "/bin/sh";
    }

    private static List<int> ChildrenOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent),
    ];

    private static int ParentOf(int id)
    {
        var line = Read(id, "status").Split('\n').FirstOrDefault(line => line.StartsWith(ParentField, StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line[ParentField.Length..], CultureInfo.InvariantCulture);
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has already ended, or belongs to someone else.
            return string.Empty;
        }
    }
}
