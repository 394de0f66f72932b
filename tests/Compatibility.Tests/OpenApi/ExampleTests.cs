using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Compatibility.Tests.Transcripts;

namespace SegFunctions.Compatibility.Tests.OpenApi;

/// <summary>
/// The examples in the API's description are steps of transcripts, which other tests play against the server. With <c>SEGFUNCTIONS_WRITE_EXAMPLES=1</c> they are
/// rewritten from the server's current responses.
/// </summary>
public sealed partial class ExampleTests(SharedStack stack)
{
    private const string Json = "application/json";

    private static readonly JsonSerializerOptions Legible = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Transcripts");
    private static readonly string Kept = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../functions/Apis/OpenApi/examples.json"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_example_is_as_its_transcript_and_its_schema_say()
    {
        var contract = new ApiContract(await FetchAsync());
        if (Environment.GetEnvironmentVariable("SEGFUNCTIONS_WRITE_EXAMPLES") == "1")
        {
            await WriteAsync(contract);
            return;
        }

        var faults = new List<string>();
        var expected = 0;
        foreach (var step in Steps())
        {
            var call = CallOf(contract, step);
            var name = step.Example!.ToLowerInvariant().Replace(' ', '-');
            if (step.Status < 400 && step.Body is { } body)
            {
                faults.AddRange(FindFaults(contract, step, call["requestBody"]!["content"]![Json]!, name, body));
                expected++;
            }

            var answer = call["responses"]![$"{step.Status}"] ?? call["responses"]![$"{step.Status / 100}XX"];
            faults.AddRange(FindFaults(contract, step, answer!["content"]![Json]!, name, step.Answer!.Value));
            expected++;
        }

        Assert.Empty(faults);
        // And there are no others.
        Assert.Equal(expected, JsonNode.Parse(await File.ReadAllTextAsync(Kept, Token))!.AsObject().Sum(call =>
            (call.Value!["request"]?.AsObject().Count ?? 0) + call.Value["answers"]!.AsObject().Sum(answer => answer.Value!.AsObject().Count)));
    }

    private static IEnumerable<string> FindFaults(ApiContract contract, TranscriptStep step, JsonNode content, string name, JsonElement pattern)
    {
        if (content["examples"]?[name]?["value"] is not { } example)
        {
            return [$"{step.Request} has no example {name}."];
        }

        var value = JsonSerializer.SerializeToElement(example);
        var wanted = JsonSerializer.Deserialize<JsonElement>(Placeholder().Replace(pattern.GetRawText(), "\"<any>\""));
        return new JsonMatcher([]).FindFaults(wanted, value)
            .Concat(contract.FindFault(content["schema"]!, value) is { } fault ? [fault] : [])
            .Select(found => $"{step.Request}, {name}: {found}");
    }

    private static IEnumerable<Transcript> Transcripts() =>
        Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Transcript.Read);

    private static IEnumerable<TranscriptStep> Steps() => Transcripts().SelectMany(transcript => transcript.Steps).Where(step => step.Example is not null);

    private static JsonNode CallOf(ApiContract contract, TranscriptStep step)
    {
        var words = step.Request.Split(' ', '?');
        return contract.FindCall(words[0], Name().Replace(words[1], "x")) ?? throw new InvalidOperationException($"{step.Request} is not described.");
    }

    private async Task<JsonNode> FetchAsync() => JsonNode.Parse(await stack.Api.DownloadAsync("openapi.json", Token))!;

    private async Task WriteAsync(ApiContract contract)
    {
        var calls = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var transcript in Transcripts())
        {
            await new TranscriptRunner(stack.Api, TestSetup.ApiKey, (step, sent, answer) =>
            {
                if (step.Example is not { } name)
                {
                    return;
                }

                var function = (string)CallOf(contract, step)["operationId"]!;
                var call = calls.TryGetValue(function, out var known) ? known : calls[function] = new JsonObject { ["answers"] = new JsonObject() };
                if (sent is not null && step.Status < 400)
                {
                    call["request"] ??= new JsonObject();
                    call["request"]![name] = Tidy(sent);
                }

                call["answers"]![$"{step.Status}"] ??= new JsonObject();
                call["answers"]![$"{step.Status}"]![name] = Tidy(answer.Body.GetRawText());
            }).RunAsync(transcript, Token);
        }

        var written = new JsonObject(calls.Select(call => KeyValuePair.Create(call.Key, (JsonNode?)call.Value)));
        await File.WriteAllTextAsync(Kept, written.ToJsonString(Legible) + "\n", Token);
    }

    /// <summary>Replaces local addresses with example ones, and cuts off signatures, which are as long as they are useless later.</summary>
    private JsonNode? Tidy(string json)
    {
        var known = json.Replace(stack.BaseUrl.AbsoluteUri, "https://seg.example.com/", StringComparison.Ordinal);
        return JsonNode.Parse(Signature().Replace(Account().Replace(SignedPart().Replace(known, "$1..."), "https://storage.example.com"), "?sv=..."));
    }

    [GeneratedRegex(@"""[^""]*\{\{[^""]*""")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{\{\w+\}\}")]
    private static partial Regex Name();

    /// <summary>The last part of a signed link.</summary>
    [GeneratedRegex(@"(https://seg\.example\.com/(?:[\w.-]+/)+[\w-]{12})[\w.~-]{20,}")]
    private static partial Regex SignedPart();

    /// <summary>Azurite's only account.</summary>
    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/devstoreaccount1")]
    private static partial Regex Account();

    /// <summary>From a link to the storage account.</summary>
    [GeneratedRegex(@"\?sv=[^""]+")]
    private static partial Regex Signature();
}
