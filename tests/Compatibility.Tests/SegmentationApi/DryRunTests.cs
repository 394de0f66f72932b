using System.Net;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>POST /v1/jobs?dryRun=true.</summary>
public sealed class DryRunTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_unknown_words_and_the_price_and_leaves_nothing()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 1);
        var photo = Convert.ToBase64String(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token));
        var answer = await AskAsync(account, new
        {
            type = "image",
            inputUrls = (string[])[$"data:image/jpeg;base64,{photo}", "https://example.com/a.png", "https://example.com/b.png"],
            prompts = (object[])["boat", "zebrra", new { text = "the big dog", threshold = 0.4 }, "xylophone"],
            negativePrompts = (string[])["peopel", "car"],
            webhook = new { url = "https://example.com/" },
        });

        Assert.Equal(("image", 3), (answer.Text("type"), answer.Body.GetProperty("totalItems").GetInt32()));
        Assert.Equal(
            ["zebrra: zebra", "the big dog: dog", "xylophone: ", "peopel: people"],
            answer.Body.GetProperty("unknownWords").EnumerateArray().Select(word =>
                $"{word.GetProperty("text").GetString()}: {string.Join(", ", word.GetProperty("nearest").EnumerateArray().Select(near => near.GetString()))}"));
        var estimate = answer.Body.GetProperty("estimate");
        Assert.Equal((3, JsonValueKind.Null), (estimate.GetProperty("tokens").GetInt32(), estimate.GetProperty("seconds").ValueKind));
        await account.AssertEmptyAsync(stack, tokens: 1, Token);
    }

    [Fact]
    public async Task Judges_the_time_by_earlier_jobs()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var job = await account.Api.StartAsync(1, ["boat"], Token);
        var ended = await account.Api.WaitAsync(job.JobId, Patience, null, Token);
        var took = ended.Body.GetProperty("updatedAt").GetDateTimeOffset() - ended.Body.GetProperty("createdAt").GetDateTimeOffset();

        var answer = await AskAsync(account, new { type = "image", tasks = job.Tasks, inputUrls = (string[])["https://example.com/a.png"], prompts = (string[])["boat"] });

        Assert.Equal(2 * took.TotalSeconds, answer.Body.GetProperty("estimate").GetProperty("seconds").GetDouble(), 0.2);
    }

    [Fact]
    public async Task Says_of_videos_what_they_cost_at_most()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var task = await account.Api.UploadAsync([0], "video/mp4", Token);
        var answer = await AskAsync(account, new { type = "video", tasks = (string[])[task], prompts = (string[])["boat"], numFrames = 40 });

        Assert.Equal(40, answer.Body.GetProperty("estimate").GetProperty("tokens").GetInt32());
        Assert.Empty(answer.Body.GetProperty("unknownWords").EnumerateArray());
    }

    [Fact]
    public async Task Reports_every_fault_as_the_job_itself_would()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var body = new { type = "image", tasks = (string[])["nothing"], prompts = (string[])["boat"], edgeOffset = 1000 };
        var dry = await account.Api.PostAsync("v1/jobs?dryRun=true", body, Token);
        var wet = await account.Api.PostAsync("v1/jobs?dryRun=false", body, Token);

        Assert.Equal((HttpStatusCode.BadRequest, dry.Text("message")), (dry.Status, wet.Text("message")));
    }

    private static async Task<Answer> AskAsync(OtherAccount account, object body) =>
        (await account.Api.PostAsync("v1/jobs?dryRun=true", body, Token)).Expect(HttpStatusCode.OK);
}
