namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The processes that have a variable in the environment with which they were started.</summary>
internal static class MarkedProcesses
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<int> Find(string name, string value)
    {
        var entry = $"{name}={value}";
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && ReadEnvironment(id).Split('\0').Contains(entry))];
    }

    public static string ReadCommand(int id) => Read(id, "cmdline").Replace('\0', ' ');

    /// <returns>Those that are still there when <paramref name="patience"/> is over.</returns>
    public static async Task<IReadOnlyList<int>> WaitForEndAsync(string name, string value, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (Find(name, value) is { Count: > 0 } left)
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                return left;
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return [];
    }

    private static string ReadEnvironment(int id) => Read(id, "environ");

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to somebody else.
            return string.Empty;
        }
    }
}
