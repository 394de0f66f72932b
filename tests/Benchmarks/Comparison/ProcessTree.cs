using System.Globalization;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>Processes and their descendants, from <c>/proc</c>.</summary>
internal static class ProcessTree
{
    /// <returns>The id itself and those of all descendants.</returns>
    public static IReadOnlyList<int> Of(int root)
    {
        var children = Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(FindParent);
        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(children[tree[i]]);
        }

        return tree;
    }

    /// <summary>The script or assembly that an interpreter runs, otherwise the program, without its folder. A shell above another program counts as a shell.</summary>
    public static string NameOf(int id)
    {
        var command = ReadCommand(id);
        var program = Path.GetFileName(command.FirstOrDefault("a process that has ended"));
        var script = program == "sh" ? null : command.Skip(1).FirstOrDefault(part => Path.GetExtension(part) is ".dll" or ".js" or ".mjs");
        return script is null ? program : Path.GetFileName(script);
    }

    private static string[] ReadCommand(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            // It has already ended.
            return [];
        }
    }

    private static int FindParent(int id)
    {
        try
        {
            // The program's name is in parentheses and may contain anything; state and parent follow it.
            var state = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(state[(state.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has already ended.
            return 0;
        }
    }
}
