namespace SegFunctions.Media;

/// <summary>A stored upload.</summary>
/// <param name="ContentType">As it was declared.</param>
/// <param name="Bytes">As they are stored.</param>
/// <param name="IsPacked">Its bytes are not the file's own, but packed by a Content-Encoding: only the storage account's own address takes such.</param>
public sealed record UploadedFile(string ContentType, long Bytes, bool IsPacked = false);
