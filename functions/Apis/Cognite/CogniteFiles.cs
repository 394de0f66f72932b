using System.Text.Json;
using SegFunctions.Contract;
using SegFunctions.Files;

namespace SegFunctions.Apis.Cognite;

/// <summary>Maps between Cognite's records of files and stored files. Pure functions.</summary>
internal static class CogniteFiles
{
    /// <param name="request">A validated request.</param>
    /// <exception cref="ApiException">The metadata is larger than what is stored.</exception>
    public static FileDescription ToDescription(CreateFileRequest request)
    {
        var described = new FileDescription(
            request.Name,
            request.ExternalId,
            ToInstance(request.InstanceId),
            request.MimeType,
            request.Directory,
            request.Source,
            request.Metadata,
            request.AssetIds,
            request.DataSetId,
            request.SourceCreatedTime,
            request.SourceModifiedTime,
            request.SecurityCategories,
            request.Labels is null ? null : [.. request.Labels.Select(label => label.ExternalId)],
            request.GeoLocation?.GetRawText());
        return JsonSerializer.SerializeToUtf8Bytes(described, ContractJson.Options).Length <= FileDescription.MaxBytes
            ? described
            : throw new ApiException(ApiErrorCode.RequestInvalid, $"A file's metadata may have at most {FileDescription.MaxBytes} bytes as JSON.");
    }

    public static FileName ToName(FileReference reference) =>
        new(reference.Id is { } id ? new FileId(id) : null, reference.ExternalId, ToInstance(reference.InstanceId));

    /// <summary>The name in the form that clients use.</summary>
    public static FileReference ToReference(FileName name) => new(name.Id?.Value, name.ExternalId, ToReference(name.Instance));

    public static FileFilter ToFilter(FilesFilter? filter) => filter is null ? FileFilter.None : new FileFilter(
        filter.Name,
        filter.MimeType,
        filter.Source,
        filter.ExternalIdPrefix,
        filter.DirectoryPrefix,
        filter.Uploaded,
        filter.Metadata,
        filter.AssetIds,
        filter.DataSetIds is null ? null : [.. filter.DataSetIds.Select(set => set.Id)],
        ToWindow(filter.CreatedTime),
        ToWindow(filter.LastUpdatedTime),
        ToWindow(filter.UploadedTime));

    public static FilesResponse ToPage(FilePage page) => new([.. page.Files.Select(ToItem)], page.Next?.ToString());

    public static FileItem ToItem(StoredFile file)
    {
        var described = file.Description;
        return new FileItem(
            file.Id.Value,
            described.Name,
            described.ExternalId,
            ToReference(described.Instance),
            described.MimeType,
            described.Directory,
            described.Source,
            described.Metadata,
            described.AssetIds,
            described.DataSetId,
            described.SourceCreated,
            described.SourceModified,
            described.SecurityCategories,
            described.Labels is null ? null : [.. described.Labels.Select(label => new LabelReference(label))],
            described.GeoLocation is null ? null : JsonSerializer.Deserialize<JsonElement>(described.GeoLocation),
            file.Content is not null,
            file.Content?.Stored.ToUnixTimeMilliseconds(),
            file.Created.ToUnixTimeMilliseconds(),
            file.Updated.ToUnixTimeMilliseconds());
    }

    private static TimeWindow? ToWindow(TimeRange? range) => range is null ? null : new TimeWindow(range.Min, range.Max);

    private static FileInstance? ToInstance(InstanceReference? reference) => reference is null ? null : new FileInstance(reference.Space, reference.ExternalId);

    private static InstanceReference? ToReference(FileInstance? instance) => instance is null ? null : new InstanceReference(instance.Space, instance.ExternalId);
}
