using System.Text.Json;

namespace SegFunctions.Compatibility.Tests.Transcripts;

/// <summary>A vendor client's requests and the expected responses, from a file.</summary>
/// <param name="About">What it demonstrates.</param>
/// <param name="Steps">In order; later steps know the values that earlier ones keep.</param>
internal sealed record Transcript(string About, IReadOnlyList<TranscriptStep> Steps)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public static Transcript Read(string path) => JsonSerializer.Deserialize<Transcript>(File.ReadAllBytes(path), Options)!;
}

/// <summary>One request and its response.</summary>
/// <param name="Request">Method and path or address: <c>GET /v1/jobs</c>.</param>
/// <param name="Headers">The headers of the request; the key is sent only if it is one of them. With <c>Content-Encoding: gzip</c>, the body is compressed.</param>
/// <param name="Body">JSON to send; <c>{{photo}}</c> in it is base64 of a photo of boats.</param>
/// <param name="File">Sent instead of a body: <c>photo</c> is a photo of boats, <c>clip</c> a short video of it, <c>text</c> not a picture at all.</param>
/// <param name="Until">Repeats the request until the response matches this, for at most a minute.</param>
/// <param name="Status">Expected.</param>
/// <param name="Answer">Expected body, see <see cref="JsonMatcher"/>; absent if the body is not checked.</param>
/// <param name="AnswerHeaders">Expected headers, each like a value in a body; null for a header that must be absent. Absent if no header is checked.</param>
/// <param name="Example">Its name as an example in the API's description; absent if it is not one.</param>
internal sealed record TranscriptStep(
    string Request,
    IReadOnlyDictionary<string, string>? Headers,
    JsonElement? Body,
    string? File,
    JsonElement? Until,
    int Status,
    JsonElement? Answer,
    IReadOnlyDictionary<string, JsonElement>? AnswerHeaders,
    string? Example);
