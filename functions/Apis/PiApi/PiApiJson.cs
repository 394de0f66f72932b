using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.PiApi;

/// <summary>Writes PiAPI's records as JSON.</summary>
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

    /// <summary>A response with status 200 and the data, in the envelope of every response with data.</summary>
    public static IResult Answer<T>(T data) => Answer(new DataResponse<T>(StatusCodes.Status200OK, data, "success"), StatusCodes.Status200OK);

    /// <summary>A response with status 200 that says what was canceled, without data.</summary>
    public static IResult Canceled(string message) => Answer(new CanceledResponse(StatusCodes.Status200OK, message), StatusCodes.Status200OK);

    /// <summary>A response with this status and body.</summary>
    public static IResult Answer<T>(T body, int status) => TypedResults.Json(body, Options, statusCode: status);

    /// <summary>Writes times as Go does: in UTC, without trailing zeros of the second's fraction, and <c>0001-01-01T00:00:00Z</c> for what has not happened.</summary>
    private sealed class GoTimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
