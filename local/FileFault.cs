namespace SegFunctions.Local;

/// <summary>What the file system refuses: a missing file, no permission, a full disk.</summary>
internal static class FileFault
{
    /// <summary>A lock that another process has.</summary>
    private const int HeldElsewhere = 11;

    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether the file is there and another process has it open, which is the one fault that waiting may end.</summary>
    public static bool IsHeldElsewhere(IOException exception) => exception.HResult == HeldElsewhere;

    /// <returns>A sentence.</returns>
    public static string Describe(Exception exception) => exception.Message.TrimEnd('.') + ".";
}
