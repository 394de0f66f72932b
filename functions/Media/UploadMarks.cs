namespace SegFunctions.Media;

/// <summary>Blob metadata of uploads.</summary>
internal static class UploadMarks
{
    private const string UsedName = "used";

    /// <summary>A job has named the upload. Setting it also moves the blob's last change to now.</summary>
    public static IReadOnlyDictionary<string, string> Used { get; } = new Dictionary<string, string> { [UsedName] = "true" };

    public static bool AreUsed(IDictionary<string, string> metadata) => metadata.ContainsKey(UsedName);
}
