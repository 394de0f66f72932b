using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SegFunctions.Media;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>How segmentationapi.com's records are read and written.</summary>
internal static class SegmentationApiJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        // Never HTML, so links and sentences stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcTimeConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => TypedResults.Json(body, Options, statusCode: status);

    /// <summary>Reads the request as far as it can be read; the rest is in the fields' faults.</summary>
    public static PresignRequest ReadPresign(JsonFields fields)
    {
        var contentType = MediaTypes.FindUploadable(fields.Text("contentType") ?? "");
        if (contentType is null)
        {
            fields.Fault($"contentType must be {MediaTypes.Rule}");
        }

        return new PresignRequest(contentType ?? "");
    }

    /// <inheritdoc cref="ReadPresign"/>
    public static CreateJobRequest ReadCreateJob(JsonFields fields)
    {
        var type = fields.Text("type");
        switch (type)
        {
            case SegmentationApiMapping.ImageType:
                RefuseFieldsOf(SegmentationApiMapping.VideoType, fields, "scoreThreshold", "fps", "numFrames", "maxFrames");
                break;
            case SegmentationApiMapping.VideoType:
                RefuseFieldsOf(SegmentationApiMapping.ImageType, fields, ["threshold", "maskThreshold", .. SegmentationApiOwnJson.Names]);
                break;
            default:
                fields.Fault("type must be image or video");
                break;
        }

        var request = new CreateJobRequest(
            type ?? "",
            fields.Texts("tasks") ?? [],
            fields.Texts("prompts") ?? [],
            fields.Flag("generatePreview") ?? false,
            fields.Number("threshold"),
            fields.Number("maskThreshold"),
            fields.Number("scoreThreshold"),
            fields.Number("fps"),
            fields.WholeNumber("numFrames"),
            fields.WholeNumber("maxFrames"),
            SegmentationApiOwnJson.Read(fields));
        NoteVideoFaults(request, fields);
        return request;
    }

    private static void RefuseFieldsOf(string otherType, JsonFields fields, params IEnumerable<string> names)
    {
        foreach (var name in names.Where(fields.Has))
        {
            fields.Fault($"{name} is for type {otherType} only");
        }
    }

    private static void NoteVideoFaults(CreateJobRequest request, JsonFields fields)
    {
        if (request.ScoreThreshold is not (null or (>= 0 and <= 1)))
        {
            fields.Fault("scoreThreshold must be between 0 and 1");
        }

        if (request.Fps is { } fps && !(fps > 0 && double.IsFinite(fps)))
        {
            fields.Fault("fps must be greater than 0");
        }

        if (request.NumFrames < 1)
        {
            fields.Fault("numFrames must be at least 1");
        }

        if (request.MaxFrames < 1)
        {
            fields.Fault("maxFrames must be at least 1");
        }

        if (request is { Fps: not null, NumFrames: not null })
        {
            fields.Fault("fps and numFrames exclude each other");
        }
    }

    /// <summary><c>2026-03-07T12:00:00.000Z</c>: clients that check want the Z and no offset.</summary>
    private sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
