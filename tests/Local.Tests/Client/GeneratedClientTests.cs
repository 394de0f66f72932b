using System.Text.Json;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Tests.Client;

/// <summary>What the generated client sends, and what it reads of services that are older or newer than it.</summary>
public sealed class GeneratedClientTests : IAsyncLifetime
{
    private RecordingServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordingServer Server => _server!;

    [Fact]
    public async Task A_pictures_masks_are_a_list_which_older_services_send_without_labels()
    {
        var item = await GetItemAsync("""[{"maskIndex":0,"confidence":0.9,"url":"masks/0.png","prompt":"boat","score":0.9,"box":[1,2,3,4],"area":12}]""");

        var mask = Assert.Single(item.PictureMasks);
        Assert.Equal(("masks/0.png", null, "1 2 3 4"), (mask.Url, mask.Label, string.Join(' ', mask.Box)));
        Assert.Null(item.VideoMasks);
    }

    [Fact]
    public async Task A_videos_masks_are_a_key()
    {
        var item = await GetItemAsync("\"masks/clip.json\"");

        Assert.Equal("masks/clip.json", item.VideoMasks);
        Assert.Empty(item.PictureMasks);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("[7]")]
    [InlineData("[{\"url\":\"masks/0.png\"}]")]
    public async Task Masks_of_another_form_are_those_of_another_server(string masks) =>
        Assert.Contains("as this API never does", (await Assert.ThrowsAsync<ApiException>(() => GetItemAsync(masks))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_status_that_this_client_does_not_know_is_read_and_so_is_what_it_never_heard_of()
    {
        Server.Answer = (200, """
            {"userId":"a","jobId":"job-1","type":"hologram","status":"pondering","processingMode":"slow","totalItems":1,"createdAt":"2026-03-07T12:00:00Z",
            "updatedAt":"2026-03-07T12:00:00Z","error":"","tasks":[{"taskId":"t","status":"asleep","dreams":[1]}],"mood":{}}
            """);
        using var client = new SegmentationClient(new Uri(Server.Url), "key", TimeProvider.System);
        var job = await client.GetJobAsync("job-1", Token);

        Assert.Equal(("pondering", "asleep"), (job.Status, job.Tasks[0].Status));
    }

    [Fact]
    public async Task Words_of_older_services_have_no_networks()
    {
        Server.Answer = (200, """{"words":[{"label":"boat","synonyms":[],"kinds":[]}],"broader":[]}""");
        using var client = new SegmentationClient(new Uri(Server.Url), "key", TimeProvider.System);
        var words = await client.GetWordsAsync(Token);

        Assert.Null(words.AnyWord);
        Assert.Null(Assert.Single(words.Words).Networks);
    }

    [Fact]
    public async Task Only_what_is_set_is_sent_and_a_job_under_a_key_of_its_own()
    {
        Server.Answer = (202, """{"jobId":"job-1","type":"image","status":"queued","totalItems":1}""");
        using var client = new SegmentationClient(new Uri(Server.Url), "key", TimeProvider.System);
        await client.CreateJobAsync(new CreateJobRequest { Type = "image", Tasks = ["t"], Prompts = ["boat"] }, Token);

        var request = Assert.Single(Server.Requests);
        Assert.NotEmpty(request.IdempotencyKey);
        Assert.Equal("""{"type":"image","tasks":["t"],"prompts":["boat"]}""", request.Body!.Value.GetRawText());
    }

    [Fact]
    public async Task No_balance_is_sent_as_null()
    {
        Server.Answer = (200, """{"account":"a b","tokens":null,"openJobs":0,"usedLast24h":0,"used":0}""");
        using var client = new ManagementClient(new Uri(Server.Url), "key", TimeProvider.System);
        await client.SetTokensAsync("a b", new SetTokensRequest { Tokens = null }, Token);

        var request = Assert.Single(Server.Requests);
        Assert.Equal(("PUT /manage/accounts/a%20b", JsonValueKind.Null), (request.Line, request.Body!.Value.GetProperty("tokens").ValueKind));
    }

    public async ValueTask InitializeAsync() => _server = await RecordingServer.StartAsync(Token);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task<ManifestItemResponse> GetItemAsync(string masks)
    {
        var item = $$"""{"taskId":"t","inputId":"t","units":1,"generatedAt":"2026-03-07T12:00:00Z","masks":{{masks}}}""";
        Server.Answer = (200, $$"""{"manifest":{"accountId":"a","jobId":"job-1","type":"image","prompts":["boat"],"items":[{{item}}]},"assets":[],"expiresIn":60}""");
        using var client = new SegmentationClient(new Uri(Server.Url), "key", TimeProvider.System);
        return Assert.Single((await client.GetResultAsync("job-1", Token)).Manifest.Items);
    }
}
