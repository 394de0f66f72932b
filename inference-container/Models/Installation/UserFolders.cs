namespace SegFunctions.Models.Installation;

/// <summary>The user's folders according to the XDG base directory specification. A variable with a relative path counts as unset.</summary>
public static class UserFolders
{
    private const string Name = "segfunctions";

    /// <summary>For data that can be downloaded again: <c>$XDG_CACHE_HOME/segfunctions</c>, or <c>~/.cache/segfunctions</c>.</summary>
    public static string Cache => Get("XDG_CACHE_HOME", ".cache");

    /// <summary>For all other data: <c>$XDG_DATA_HOME/segfunctions</c>, or <c>~/.local/share/segfunctions</c>.</summary>
    public static string State => Get("XDG_DATA_HOME", ".local/share");

    private static string Get(string variable, string belowHome) =>
        Environment.GetEnvironmentVariable(variable) is { } value && Path.IsPathFullyQualified(value)
            ? Path.Combine(value, Name)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), belowHome, Name);
}
