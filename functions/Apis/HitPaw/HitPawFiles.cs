using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using SegFunctions.Media;

namespace SegFunctions.Apis.HitPaw;

/// <summary>The files that the storage helpers take, told by their extension.</summary>
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

    /// <param name="fileName">Or an address, whose query says nothing.</param>
    /// <returns>The media type; null when the file is none of these.</returns>
    public static string? FindType(string fileName) => Types.GetValueOrDefault(ExtensionOf(fileName));

    /// <summary>A stored file's key, as the vendor's look.</summary>
    public static string ToKey(UploadTicket ticket, string fileName, DateTimeOffset now)
    {
        var extension = ExtensionOf(fileName).ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"uploads/{now:yyyy/MM/dd}/{ticket.UploadId}{(Types.ContainsKey(extension) ? extension : "")}");
    }

    /// <param name="contentType">As a client declares it.</param>
    /// <returns>In lower case; null when it is not one of these files'.</returns>
    public static string? FindDeclared(string contentType) =>
        contentType.ToLowerInvariant() is var lower && Types.Values.Contains(lower) ? lower : MediaTypes.FindUploadable(contentType);

    /// <typeparam name="T">A record whose fields are called <c>FileName</c> and <c>ContentType</c>.</typeparam>
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
