using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Files;

/// <summary>A file in the table. Its partition is its scope, which also has a <see cref="FileNameRow"/> for each of its unique names.</summary>
public sealed class FileRow : ITableEntity
{
    /// <summary>Sorts before the keys of all files. The keys of names sort after <see cref="EndKey"/>.</summary>
    public const string FirstKey = "f";

    /// <summary>Sorts after the keys of all files.</summary>
    public const string EndKey = "g";

    /// <summary><see cref="FileScope.Partition"/>.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="KeyOf"/>: oldest first.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Drawn at random by the writer that added the row, to recognize its own write.</summary>
    public string? Claim { get; set; }

    /// <summary>A <see cref="FileDescription"/> as JSON in UTF-8: a property of bytes holds twice as much as one of text.</summary>
    public byte[] Description { get; set; } = [];

    public DateTimeOffset Created { get; set; }

    public DateTimeOffset Updated { get; set; }

    /// <summary>Name of the content's blob; null until there is content, like the next two properties.</summary>
    public string? Content { get; set; }

    public long? Bytes { get; set; }

    public DateTimeOffset? Stored { get; set; }

    /// <summary>Id of the upload in parts; null if there is none, like the next two properties.</summary>
    public string? UploadId { get; set; }

    public string? UploadBlob { get; set; }

    public int? UploadParts { get; set; }

    public static string KeyOf(FileId id) => FirstKey + id.Key;

    public static FileRow Of(StoredFile file) => new()
    {
        PartitionKey = file.Scope.Partition,
        RowKey = KeyOf(file.Id),
        Description = JsonSerializer.SerializeToUtf8Bytes(file.Description, ContractJson.Options),
        Created = file.Created,
        Updated = file.Updated,
        Content = file.Content?.Blob.Name,
        Bytes = file.Content?.Bytes,
        Stored = file.Content?.Stored,
        UploadId = file.Upload?.Id,
        UploadBlob = file.Upload?.Blob.Name,
        UploadParts = file.Upload?.Parts,
    };

    public StoredFile ToFile() => new(
        FileScope.OfPartition(PartitionKey),
        FileId.FindOfKey(RowKey[FirstKey.Length..]) ?? throw new FormatException($"'{RowKey}' is not a file's key."),
        JsonSerializer.Deserialize<FileDescription>(Description, ContractJson.Options)!,
        Created,
        Updated,
        Content is null ? null : new FileContent(new(Containers.Files, Content), Bytes!.Value, Stored!.Value),
        UploadId is null ? null : new PartedUpload(UploadId, new(Containers.Files, UploadBlob!), UploadParts!.Value));
}

/// <summary>A unique name: while this row exists, no other file in the scope can have the name.</summary>
public sealed class FileNameRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    /// <summary>The name's hash, since names may contain characters that keys may not.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>The <see cref="FileId"/> of its file.</summary>
    public long File { get; set; }
}
