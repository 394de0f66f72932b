namespace SegFunctions.Local.Settings;

/// <summary>Default places, after the XDG base directory specification: relative values of its variables count as not set.</summary>
internal static class Folders
{
    private const string Name = "segfunctions";

    /// <summary>What can be downloaded again.</summary>
    public static string Cache => Of("XDG_CACHE_HOME", ".cache");

    /// <summary>Jobs and results of <c>serve</c>.</summary>
    public static string State => Of("XDG_DATA_HOME", ".local/share");

    private static string Of(string variable, string belowHome) =>
        Environment.GetEnvironmentVariable(variable) is { } value && Path.IsPathRooted(value)
            ? Path.Combine(value, Name)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), belowHome, Name);
}
