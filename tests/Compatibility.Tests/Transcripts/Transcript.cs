using System.Text.Json;

namespace SegFunctions.Compatibility.Tests.Transcripts;

/// <summary>What a vendor's client says and hears, from a file.</summary>
/// <param name="About">What it shows.</param>
/// <param name="Steps">In order; values that one step keeps are known to the later ones.</param>
internal sealed record Transcript(string About, IReadOnlyList<TranscriptStep> Steps)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public static Transcript Read(string path) => JsonSerializer.Deserialize<Transcript>(File.ReadAllBytes(path), Options)!;
}

/// <summary>One request and the answer to it.</summary>
/// <param name="Request">Method and path or address: <c>GET /v1/jobs</c>.</param>
/// <param name="Headers">The headers of the request; the key is sent only when it is among them. What is sent with <c>Content-Encoding: gzip</c> is packed.</param>
/// <param name="Body">JSON to send; <c>{{photo}}</c> in it is base64 of a photo of boats.</param>
/// <param name="File">Sent in its place: <c>photo</c> is a photo of boats, <c>clip</c> a short video of it, <c>text</c> no picture at all.</param>
/// <param name="Until">Asked again until the answer matches this, at most a minute.</param>
/// <param name="Status">Expected.</param>
/// <param name="Answer">Expected body, see <see cref="JsonMatcher"/>; absent when the body is not looked at.</param>
/// <param name="AnswerHeaders">Expected headers, each as a value of a body would be; null is one that there is not. Absent when none is looked at.</param>
/// <param name="Example">Its name as an example of the API's description; absent for what is none.</param>
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
