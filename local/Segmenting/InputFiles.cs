namespace SegFunctions.Local.Segmenting;

/// <summary>Checks the files of the command line, all of them before anything starts.</summary>
internal static class InputFiles
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
    };

    /// <exception cref="UserException">Names every file that cannot be used.</exception>
    public static IReadOnlyList<InputFile> Check(IReadOnlyList<string> paths)
    {
        var faults = paths.Select(FindFault).OfType<string>().ToList();
        if (faults.Count > 0)
        {
            throw new UserException(string.Join('\n', faults));
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. paths.Select(path => new InputFile(path, ContentTypes[Path.GetExtension(path)], ChooseFolder(path, taken)))];
    }

    private static string? FindFault(string path) =>
        Directory.Exists(path) ? $"{path} is a folder; name the pictures in it."
        : !File.Exists(path) ? $"{path} does not exist."
        : !ContentTypes.ContainsKey(Path.GetExtension(path)) ? $"{path} is no picture that can be sent: known are {string.Join(", ", ContentTypes.Keys)}."
        : null;

    // Pictures of one name come from different folders; the second is name-2, unless a third is called so already.
    private static string ChooseFolder(string path, HashSet<string> taken)
    {
        var name = Path.GetFileNameWithoutExtension(path) is { Length: > 0 } stem && stem.Trim('.').Length > 0 ? stem : "picture";
        var folder = name == ResultFolder.DocumentName ? $"{name}-1" : name;
        for (var number = 2; !taken.Add(folder); number++)
        {
            folder = $"{name}-{number}";
        }

        return folder;
    }
}
