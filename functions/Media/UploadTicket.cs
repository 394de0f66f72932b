using System.Security.Cryptography;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Media;

/// <summary>Permission to upload one input.</summary>
/// <param name="Account">Owner of the upload.</param>
/// <param name="UploadId">32 hex digits; cannot be guessed.</param>
/// <param name="ContentType">A media type from <see cref="MediaTypes.FindUploadable"/>; the upload must declare the same.</param>
/// <param name="KeptUntil">When the upload is deleted if no job has used it, in whole seconds; null for the service's default.</param>
public sealed record UploadTicket(string Account, string UploadId, string ContentType, DateTimeOffset? KeptUntil = null)
{
    private const int IdBytes = 16;

    public BlobReference Blob => BlobOf(Account, UploadId);

    public static UploadTicket Draw(string account, string contentType) =>
        new(account, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), contentType);

    /// <summary>Whether the text has the form of an upload's id, and may thus become part of a blob's name.</summary>
    public static bool IsUploadId(string text) => text.Length == IdBytes * 2 && text.All(char.IsAsciiHexDigitLower);

    /// <param name="uploadId">Passes <see cref="IsUploadId"/>.</param>
    public static BlobReference BlobOf(string account, string uploadId) => new(Containers.Inputs, $"{account}/{uploadId}");
}
