using System.Text.Json;

namespace SegFunctions.Apis.Cognite;

/// <summary>Errors that name the files that they are about.</summary>
internal static class CogniteErrors
{
    public static ApiException Unknown(IEnumerable<FileReference> missing) =>
        new(new ApiError(ApiErrorCode.ItemsUnknown, "Some of the files do not exist.") { Items = ToItems(missing) });

    public static ApiException Taken(IEnumerable<FileReference> duplicated) =>
        new(new ApiError(ApiErrorCode.ItemsTaken, "Another file already has this name.") { Items = ToItems(duplicated) });

    private static IReadOnlyList<JsonElement> ToItems(IEnumerable<FileReference> references) =>
        [.. references.Select(reference => JsonSerializer.SerializeToElement(reference, CogniteJson.Options))];
}
