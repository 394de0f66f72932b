namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The processes that were started with a given variable in their environment.</summary>
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

    /// <returns>Those that still exist after <paramref name="patience"/>.</returns>
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
            // It has already ended, or belongs to someone else.
            return string.Empty;
        }
    }
}
