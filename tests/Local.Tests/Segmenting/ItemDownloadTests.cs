using SegFunctions.Local.Client;
using SegFunctions.Local.Segmenting;
using SegFunctions.Local.Tests.Client;

namespace SegFunctions.Local.Tests.Segmenting;

/// <summary>What <c>result.json</c> says of what this service and others answer.</summary>
public sealed class ItemDownloadTests : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private RecordingServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordingServer Server => _server!;

    [Fact]
    public async Task A_videos_objects_have_the_same_fields_whatever_the_api_adds() => Assert.Equal(
        Lines("""
            "video": {
              "masks": "a/masks.json",
              "frames": null,
              "counts": {
                "framesProcessed": 4,
                "framesWithMasks": 3,
                "totalMasks": 3
              },
              "objects": [
                {
                  "objectId": 1,
                  "prompt": "women",
                  "label": "person",
                  "firstFrame": 0,
                  "lastFrame": 2,
                  "frames": 3,
                  "meanScore": 0.5
                }
              ]
            }
            """),
        await DocumentAfterAsync("\"video\"", """
            "masks":"files/0","counts":{"mood":1,"framesProcessed":4,"framesWithMasks":3,"totalMasks":3},
            "objects":[{"promptIndex":0,"mood":1,"objectId":1,"prompt":"women","label":"person","firstFrame":0,"lastFrame":2,"frames":3,"meanScore":0.5}]
            """));

    [Fact]
    public async Task Segments_of_a_service_without_extensions_have_what_it_tells_and_nothing_made_up() => Assert.Equal(
        Lines("""
            "note": null,
            "preview": null,
            "segments": [
              {
                "prompt": "boat, dog",
                "label": "boat, dog",
                "score": 0.97,
                "mask": "a/masks/0.png"
              },
              {
                "prompt": "boat, dog",
                "label": "boat, dog",
                "mask": "a/masks/1.png"
              }
            ]
            """),
        await DocumentAfterAsync("\"note\"", """
            "masks":[{"maskIndex":0,"confidence":0.97,"url":"files/0"},{"maskIndex":1,"confidence":null,"url":"files/1"}]
            """));

    [Fact]
    public async Task What_was_not_found_is_told_if_masks_say_what_they_answer() => Assert.Equal(
        "\"note\": \"Not found: dog.\",",
        (await DocumentAfterAsync("\"note\"", """
            "masks":[{"url":"files/0","prompt":"boat","score":0.9,"box":[1,2,3,4],"area":12}]
            """))[0]);

    [Fact]
    public async Task Segments_without_a_score_are_counted_in_the_table()
    {
        var item = await FetchAsync("\"masks\":[{\"url\":\"files/0\"}]");
        using var said = new StringWriter();
        ResultTable.Write(new ResultDocument("job-1", [item]), new ResultFolder(_root.FullName), said);

        Assert.Contains("│ 1        │            │", said.ToString(), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => _server = await RecordingServer.StartAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private static string[] Lines(string json) => [.. json.Split('\n').Select(line => line.Trim())];

    /// <summary>The document's lines from the first with a word to the end of the item.</summary>
    private async Task<string[]> DocumentAfterAsync(string word, string fields)
    {
        var lines = Lines(ResultFolder.ToJson(new ResultDocument("job-1", [await FetchAsync(fields)])));
        return lines[Array.FindIndex(lines, line => line.StartsWith(word, StringComparison.Ordinal))..^3];
    }

    private async Task<ResultItem> FetchAsync(string fields)
    {
        var assets = string.Join(',', Enumerable.Range(0, 2).Select(i => $$"""{"key":"files/{{i}}","url":"{{Server.Url}}/files/{{i}}"}"""));
        Server.Answer = (200, $$"""
            {"manifest":{"jobId":"job-1","type":"image","prompts":["boat","dog"],"items":[{"taskId":"t","inputId":"t","units":1,"generatedAt":"2026-03-07T12:01:00Z",{{fields}}}]},
            "assets":[{{assets}}],"expiresIn":300}
            """);
        using var client = new SegmentationClient(new Uri(Server.Url), "key", TimeProvider.System);
        var result = await client.GetResultAsync("job-1", Token);
        var folder = new ResultFolder(_root.FullName);
        folder.Create();
        using var signed = new SignedAssets(client, result, TimeProvider.System);
        return await new ItemDownload(signed, result.Manifest.Prompts, folder).FetchAsync(new InputFile("a", "/a", "image/png", "a"), result.Manifest.Items[0], Token);
    }
}
