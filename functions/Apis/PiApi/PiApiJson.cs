using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.PiApi;

/// <summary>How PiAPI's records are written.</summary>
internal static class PiApiJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        // The output is never HTML, so links and sentences can stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new GoTimeConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>200 and the data in the envelope that every answer with data has.</summary>
    public static IResult Answer<T>(T data) => Answer(new DataResponse<T>(StatusCodes.Status200OK, data, "success"), StatusCodes.Status200OK);

    /// <summary>200 and what was canceled, which has no data.</summary>
    public static IResult Canceled(string message) => Answer(new CanceledResponse(StatusCodes.Status200OK, message), StatusCodes.Status200OK);

    /// <summary>A whole body.</summary>
    public static IResult Answer<T>(T body, int status) => TypedResults.Json(body, Options, statusCode: status);

    /// <summary>As Go writes times: UTC, as many digits of a second as are not 0, and <c>0001-01-01T00:00:00Z</c> for what has not happened.</summary>
    private sealed class GoTimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
