using SegFunctions.Contract;

namespace SegFunctions.Files;

/// <summary>A file that its owner keeps here until they delete it, with or without content.</summary>
/// <param name="Scope">The scope within which its names are unique.</param>
/// <param name="Id">Unique within the scope.</param>
/// <param name="Description">As given by its owner.</param>
/// <param name="Created">When it was announced.</param>
/// <param name="Updated">When its description or its content last changed.</param>
/// <param name="Content">Null until there is content.</param>
/// <param name="Upload">The latest upload in parts, complete or not, see <see cref="IsComplete"/>; null if there was none.</param>
public sealed record StoredFile(
    FileScope Scope,
    FileId Id,
    FileDescription Description,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    FileContent? Content,
    PartedUpload? Upload)
{
    /// <summary>Whether the upload's parts have become the file's content.</summary>
    public bool IsComplete(PartedUpload upload) => Content?.Blob == upload.Blob;
}

/// <summary>Names of files are unique within a project of an account; other projects' files cannot be seen.</summary>
/// <param name="Account">The files' owner.</param>
/// <param name="Project">Passes <see cref="IsProject"/>.</param>
public sealed record FileScope(string Account, string Project)
{
    public const string ProjectRule = "1 to 64 letters, digits, hyphens and underscores";
    private const int MaxProjectLength = 64;

    /// <summary>The table's partition. It can be split again, since neither name contains a dot.</summary>
    internal string Partition => $"{Account}.{Project}";

    public static bool IsProject(string name) =>
        name.Length is >= 1 and <= MaxProjectLength && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    internal static FileScope OfPartition(string partition) =>
        partition.Split('.') is [var account, var project] ? new(account, project) : throw new FormatException($"'{partition}' is not a partition of files.");
}

/// <summary>Stored content.</summary>
/// <param name="Blob">Never changes: new content is a new blob.</param>
/// <param name="Stored">When its last byte arrived.</param>
public sealed record FileContent(BlobReference Blob, long Bytes, DateTimeOffset Stored);

/// <summary>Content that is uploaded in parts.</summary>
/// <param name="Id">32 hex digits.</param>
/// <param name="Blob">The blob that the parts are joined into.</param>
/// <param name="Parts">1–<see cref="MaxParts"/>.</param>
public sealed record PartedUpload(string Id, BlobReference Blob, int Parts)
{
    public const int MaxParts = 250;

    /// <summary>Minimum size of every part but the last, in bytes.</summary>
    public const long MinPartBytes = 5 << 20;
}

/// <summary>How a client names a file: exactly one of the three is set.</summary>
public sealed record FileName(FileId? Id = null, string? ExternalId = null, FileInstance? Instance = null);

/// <summary>A name in two parts.</summary>
public sealed record FileInstance(string Space, string ExternalId);
