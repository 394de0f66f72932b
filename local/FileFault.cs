namespace SegFunctions.Local;

/// <summary>Failures of the file system: a missing file, no permission, a full disk.</summary>
internal static class FileFault
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <returns>A sentence.</returns>
    public static string Describe(Exception exception) => exception.Message.TrimEnd('.') + ".";
}
