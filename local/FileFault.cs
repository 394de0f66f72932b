namespace SegFunctions.Local;

/// <summary>Failures of the file system: a missing file, no permission, a full disk.</summary>
internal static class FileFault
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <returns>A sentence.</returns>
    public static string Describe(Exception exception) => exception.Message.TrimEnd('.') + ".";

    /// <summary>Describes why a file cannot be used: the system's message for a folder in its place is that access is denied.</summary>
    /// <returns>A sentence.</returns>
    public static string DescribeFile(string path, Exception exception) => Directory.Exists(path) ? "It is a folder." : Describe(exception);

    /// <summary>Describes why a folder cannot be used: the system's message for a file in its place, or in that of a folder above it, is that a part of the path is missing.</summary>
    /// <returns>A sentence.</returns>
    public static string DescribeFolder(string path, Exception exception)
    {
        for (var at = path; !string.IsNullOrEmpty(at); at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at))
            {
                return at == path ? "It is a file." : $"{at} is a file.";
            }
        }

        return Describe(exception);
    }
}
