using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using SegFunctions.Media;

namespace SegFunctions.Apis.HitPaw;

/// <summary>The file types that the storage calls accept, recognized by their extensions.</summary>
internal static class HitPawFiles
{
    public const string Rule = "must end in .jpg, .jpeg, .png, .gif, .webp, .bmp, .mp4, .mov, .avi, .mkv, .webm, .mp3, .wav, .aac, .m4a or .pdf";
    private const string ContentTypeRule = "must be the media type of such a file, without parameters";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".bmp"] = "image/bmp",
        [".mp4"] = "video/mp4",
        [".mov"] = "video/quicktime",
        [".avi"] = "video/x-msvideo",
        [".mkv"] = "video/x-matroska",
        [".webm"] = "video/webm",
        [".mp3"] = "audio/mpeg",
        [".wav"] = "audio/wav",
        [".aac"] = "audio/aac",
        [".m4a"] = "audio/mp4",
        [".pdf"] = "application/pdf",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="fileName">A file name or an address, whose query string is ignored.</param>
    /// <returns>The media type; null if the extension is unknown.</returns>
    public static string? FindType(string fileName) => Types.GetValueOrDefault(ExtensionOf(fileName));

    /// <summary>A stored file's object key, in the vendor's format.</summary>
    public static string ToKey(UploadTicket ticket, string fileName, DateTimeOffset now)
    {
        var extension = ExtensionOf(fileName).ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"uploads/{now:yyyy/MM/dd}/{ticket.UploadId}{(Types.ContainsKey(extension) ? extension : "")}");
    }

    /// <param name="contentType">The type that the client declares.</param>
    /// <returns>The type in lower case; null if it is not accepted.</returns>
    public static string? FindDeclared(string contentType) =>
        contentType.ToLowerInvariant() is var lower && Types.Values.Contains(lower) ? lower : MediaTypes.FindUploadable(contentType);

    /// <typeparam name="T">A record with the properties <c>FileName</c> and <c>ContentType</c>.</typeparam>
    public static IEnumerable<ValidationResult> FindFaults<T>(string fileName, string contentType)
    {
        if (FindType(fileName) is null)
        {
            yield return new ValidationResult(Rule, [WireShape.NameOf<T>(nameof(PresignRequest.FileName))]);
        }

        if (FindDeclared(contentType) is null)
        {
            yield return new ValidationResult(ContentTypeRule, [WireShape.NameOf<T>(nameof(PresignRequest.ContentType))]);
        }
    }

    private static string ExtensionOf(string fileName) => Path.GetExtension(fileName.Split('?', '#')[0]);
}
