using System.Net;
using System.Text;
using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Inference.Postprocessing.RunLengths;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>POST /v1/jobs from clients that prefer to wait.</summary>
public sealed class WaitTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_ends_in_time_is_answered_with_its_result_and_its_masks()
    {
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        var task = await stack.Api.UploadAsync(photo, "image/jpeg", Token);
        var ended = (await PostAsync(new { type = "image", tasks = (string[])[task], prompts = (string[])["boat"], outputs = (string[])["rle"] }, "wait")).Expect(HttpStatusCode.OK);

        Assert.Equal("wait=60", ended.Headers["preference-applied"]);
        Assert.Equal(("success", 1), (ended.Text("status"), ended.Body.GetProperty("totalItems").GetInt32()));
        var result = ended.Body.GetProperty("result");
        var later = (await stack.Api.GetAsync($"v1/jobs/{ended.Text("jobId")}/result", Token)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(KeysOf(later), KeysOf(result));
        var masks = result.GetProperty("manifest").GetProperty("items")[0].GetProperty("masks").EnumerateArray().ToList();
        Assert.NotEmpty(masks);
        foreach (var mask in masks)
        {
            await AssertSameAsync(LinkOf(result, mask.GetProperty("url").GetString()!), mask.GetProperty("rle"));
        }
    }

    [Fact]
    public async Task A_job_that_fails_in_time_is_answered_with_its_error()
    {
        var task = await stack.Api.UploadAsync(BadPictures.Text, "image/png", Token);
        var ended = (await PostAsync(new { type = "image", tasks = (string[])[task], prompts = (string[])["boat"] }, "wait=60")).Expect(HttpStatusCode.OK);

        Assert.Equal("failed", ended.Text("status"));
        Assert.NotEmpty(ended.Body.GetProperty("tasks")[0].GetProperty("error").GetString()!);
        Assert.False(ended.Body.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_job_that_does_not_end_in_time_lives_on()
    {
        await using var pictures = await HeldPictures.StartAsync(Token);
        var accepted = (await PostAsync(pictures.Job, "wait=1")).Expect(HttpStatusCode.Accepted);
        var jobId = accepted.Text("jobId");

        Assert.Equal(("wait=1", "1"), (accepted.Headers["preference-applied"], accepted.Headers["retry-after"]));
        Assert.EndsWith($"/v1/jobs/{jobId}", accepted.Headers["location"], StringComparison.Ordinal);
        pictures.Release();
        Assert.Equal("success", (await stack.Api.WaitAsync(jobId, Patience, null, Token)).Text("status"));
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_nothing()
    {
        await using var pictures = await HeldPictures.StartAsync(Token);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = PostAsync(pictures.Job, "wait", "left-alone", leaving.Token);
        await pictures.Asked.WaitAsync(Patience, Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        pictures.Release();

        Assert.Equal("success", (await PostAsync(pictures.Job, "wait", "left-alone")).Expect(HttpStatusCode.OK).Text("status"));
        Assert.Equal(1, pictures.Requests);
    }

    private static IEnumerable<string> KeysOf(JsonElement result) =>
        result.GetProperty("assets").EnumerateArray().Select(asset => asset.GetProperty("key").GetString()!).Order(StringComparer.Ordinal);

    private static string LinkOf(JsonElement result, string key) =>
        result.GetProperty("assets").EnumerateArray().Single(asset => asset.GetProperty("key").GetString() == key).GetProperty("url").GetString()!;

    private async Task AssertSameAsync(string link, JsonElement rle)
    {
        using var png = Image.NewFromBuffer(await stack.Api.DownloadAsync(link, Token));
        var size = rle.GetProperty("size").EnumerateArray().Select(value => value.GetInt32()).ToArray();
        Assert.Equal([png.Height, png.Width], size);
        var mask = CocoRle.FromText(size[0], size[1], rle.GetProperty("counts").GetString()!).ToMask();
        Assert.Equal(png.WriteToMemory<byte>().Count(value => value == 255), mask.CountArea());
    }

    private async Task<Answer> PostAsync(object body, string preference, string? key = null, CancellationToken? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs")
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
            Headers = { { "x-api-key", TestSetup.ApiKey }, { "Prefer", preference } },
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await stack.Api.SendAsync(request, token ?? Token);
    }
}
