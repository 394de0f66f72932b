using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>A whole job of videos, from the upload to every file of the result.</summary>
public sealed class VideoJobTests(SharedStack stack, FinishedVideo finished) : IClassFixture<FinishedVideo>
{
    private const int Frames = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_job_of_videos_succeeds_and_says_of_each_what_became_of_it()
    {
        var job = finished.States[^1];

        Assert.Equal(("success", "video", "video"), (job.Text("status"), job.Text("type"), job.Text("processingMode")));
        Assert.Equal(["success", "failed"], job.Body.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("status").GetString()));
        Assert.NotEmpty(job.Body.GetProperty("tasks")[1].GetProperty("error").GetString()!);
    }

    [Fact]
    public void Progress_is_told_in_frames()
    {
        var told = finished.States
            .Select(state => state.Body.GetProperty("tasks")[0])
            .Where(task => task.TryGetProperty("frames", out _))
            .Select(task => (Done: task.GetProperty("framesProcessed").GetInt32(), All: task.GetProperty("frames").GetInt32()))
            .ToList();

        Assert.NotEmpty(told);
        Assert.All(told, step => Assert.Equal(Frames, step.All));
        Assert.Equal(told.Select(step => step.Done).Order(), told.Select(step => step.Done));
    }

    [Fact]
    public void The_manifest_names_the_frames_and_the_objects()
    {
        var item = finished.Files.Items.First();

        Assert.Equal(Frames, item.GetProperty("units").GetInt32());
        Assert.Equal(Frames, item.GetProperty("counts").GetProperty("framesProcessed").GetInt32());
        Assert.Equal((5, 6, 0.1), (item.GetProperty("fps").GetDouble(), item.GetProperty("maxFrames").GetInt32(), item.GetProperty("scoreThreshold").GetDouble()));
        Assert.Equal(["240", "320"], item.GetProperty("size").EnumerateArray().Select(side => side.GetRawText()));
        Assert.Equal(["unicorn"], item.GetProperty("unansweredPrompts").EnumerateArray().Select(word => word.GetString()));
        var objects = item.GetProperty("objects").EnumerateArray().ToList();
        Assert.NotEmpty(objects);
        Assert.All(objects, found => Assert.Equal(("boat", 0), (found.GetProperty("prompt").GetString(), found.GetProperty("promptIndex").GetInt32())));
    }

    [Fact]
    public void Every_processed_frame_is_in_the_masks_with_its_own_index_and_time()
    {
        var masks = JsonSerializer.Deserialize<JsonElement>(finished.Files.FileOf(finished.Files.Items.First(), "masks"));
        var frames = masks.GetProperty("frames").EnumerateArray().ToList();

        Assert.Equal(1, masks.GetProperty("version").GetInt32());
        Assert.Equal(Enumerable.Range(0, Frames), frames.Select(frame => frame.GetProperty("sampleIdx").GetInt32()));
        Assert.Equal(Enumerable.Range(0, Frames).Select(i => 2 * i), frames.Select(frame => frame.GetProperty("frameIdx").GetInt32()));
        Assert.All(frames, frame => Assert.Equal(frame.GetProperty("frameIdx").GetInt32() / 10.0, frame.GetProperty("timeSec").GetDouble(), 3));
        Assert.All(frames.SelectMany(frame => frame.GetProperty("objects").EnumerateArray()), found =>
        {
            Assert.Equal(["240", "320"], found.GetProperty("rle").GetProperty("size").EnumerateArray().Select(side => side.GetRawText()));
            Assert.All(found.GetProperty("box").EnumerateArray(), side => Assert.InRange(side.GetDouble(), 0, 1));
        });
    }

    [Fact]
    public async Task The_masks_are_as_their_schema_says() =>
        (await PublishedSchema.FetchAsync(stack.Api, "video-masks", Token)).Check(Encoding.UTF8.GetString(finished.Files.FileOf(finished.Files.Items.First(), "masks")));

    [Fact]
    public void The_same_frames_can_be_read_line_by_line()
    {
        var item = finished.Files.Items.First();
        var masks = JsonSerializer.Deserialize<JsonElement>(finished.Files.FileOf(item, "masks"));
        using var packed = new GZipStream(new MemoryStream(finished.Files.FileOf(item, "framesUrl")), CompressionMode.Decompress);
        using var reader = new StreamReader(packed, Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(masks.GetProperty("frames").GetArrayLength(), lines.Length);
        Assert.All(lines.Zip(masks.GetProperty("frames").EnumerateArray()), pair =>
            Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(pair.First), pair.Second)));
    }

    [Fact]
    public void Films_are_there_when_they_were_asked_for()
    {
        var item = finished.Files.Items.First();

        Assert.True(finished.Files.FileOf(item, "previewUrl").AsSpan(4).StartsWith("ftyp"u8));
        Assert.True(finished.Files.FileOf(item, "maskUrl").AsSpan(4).StartsWith("ftyp"u8));
        Assert.True(finished.Files.FileOf(item, "cutoutUrl").AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]));
    }

    [Fact]
    public void A_receiver_hears_what_became_of_each_video_and_then_of_the_job()
    {
        var heard = finished.Messages.OrderBy(message => message.Data.GetProperty("sequence").GetInt32()).ToList();
        var items = heard.Where(message => message.Type.StartsWith("item.", StringComparison.Ordinal))
            .SelectMany(message => message.Data.GetProperty("items").EnumerateArray().Select(item => (message.Type, Id: item.GetProperty("id").GetString())));

        Assert.Equal("job.completed", heard[^1].Type);
        Assert.Equal(heard.Count, heard.DistinctBy(message => message.Data.GetProperty("sequence").GetInt32()).Count());
        Assert.All(heard, message => Assert.Equal(finished.JobId, message.Data.GetProperty("jobId").GetString()));
        Assert.Equal([("item.completed", finished.Tasks[0]), ("item.failed", finished.Tasks[1])], items.Order());
    }

    [Fact]
    public async Task The_archive_holds_the_manifest_and_every_file_of_it()
    {
        await stack.Api.PostAsync($"v1/jobs/{finished.JobId}/download", "{}", Token);
        Answer download;
        do
        {
            await Task.Delay(100, Token);
            download = await stack.Api.GetAsync($"v1/jobs/{finished.JobId}/download", Token);
        }
        while (download.Text("status") is "pending" or "processing");

        using var zip = new ZipArchive(new MemoryStream(await stack.Api.DownloadAsync(download.Text("downloadUrl"), Token)));
        Assert.Equal(["output_manifest.json", .. finished.Files.Files.Keys], zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task The_list_tells_videos_from_pictures()
    {
        var videos = (await stack.Api.GetAsync($"v1/jobs?mode=video&jobId={finished.JobId}", Token)).Body.GetProperty("items");
        var pictures = (await stack.Api.GetAsync($"v1/jobs?mode=batch&jobId={finished.JobId}", Token)).Body.GetProperty("items");

        Assert.Equal(("video", "video"), (videos[0].GetProperty("type").GetString(), videos[0].GetProperty("processingMode").GetString()));
        Assert.Equal(0, pictures.GetArrayLength());
    }

    [Theory]
    [InlineData("GET", "v1/jobs/JOB")]
    [InlineData("GET", "v1/jobs/JOB/result")]
    [InlineData("POST", "v1/jobs/JOB/download")]
    [InlineData("POST", "v1/jobs/JOB/cancel")]
    [InlineData("GET", "outputs/local/JOB/masks/TASK/masks.json")]
    [InlineData("GET", "outputs/ME/JOB/preview/TASK.mp4")]
    public async Task Anothers_video_is_not_found(string method, string path)
    {
        using var other = await OtherAccount.CreateAsync(stack, Token);
        var place = path.Replace("JOB", finished.JobId, StringComparison.Ordinal)
            .Replace("TASK", finished.Tasks[0], StringComparison.Ordinal)
            .Replace("ME", other.Name, StringComparison.Ordinal);
        var answer = method == "GET" ? await other.Api.GetAsync(place, Token) : await other.Api.PostAsync(place, "{}", Token);

        Assert.Equal("404 not_found", answer.Error);
    }

    [Fact]
    public async Task A_box_is_followed_both_ways_and_each_frame_is_a_token()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var task = await account.Api.UploadAsync(finished.Clip, "video/mp4", Token);
        var wanted = new { boxes = (object[])[new { x1 = 0.3, y1 = 0.2, x2 = 0.8, y2 = 0.8, frame = 8 }], numFrames = 3 };
        var jobId = await account.Api.CreateVideoJobAsync([task], wanted, Token);
        var job = await account.Api.WaitAsync(jobId, Patience, null, Token);
        Assert.Equal("success", job.Text("status"));

        var item = (await JobFiles.FetchAsync(account.Api, jobId, Token)).Items.Single();
        Assert.Equal(4, item.GetProperty("units").GetInt32());
        Assert.Equal(3, item.GetProperty("numFrames").GetInt32());
        var found = Assert.Single(item.GetProperty("objects").EnumerateArray());
        Assert.Equal("box", found.GetProperty("prompt").GetString());
        Assert.Equal((6, 4), await ReadTokensAsync(account));
    }

    [Fact]
    public async Task Too_few_tokens_fail_a_video_which_says_how_many_it_needs_and_takes_none()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 3);
        var task = await account.Api.UploadAsync(finished.Clip, "video/mp4", Token);
        var jobId = await account.Api.CreateVideoJobAsync([task], new { prompts = (string[])["boat"], fps = 5, maxFrames = Frames }, Token);
        var job = await account.Api.WaitAsync(jobId, Patience, null, Token);

        Assert.Equal("failed", job.Text("status"));
        Assert.Contains("It has 6 frames to process, which need 5 more tokens, and the account has 2 left.", job.Text("error"), StringComparison.Ordinal);
        Assert.Equal((3, 0), await ReadTokensAsync(account));
    }

    [Fact]
    public async Task An_account_without_a_token_is_refused_at_once()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 0);
        var task = await account.Api.UploadAsync(finished.Clip, "video/mp4", Token);
        var answer = await account.Api.PostAsync("v1/jobs", new { type = "video", tasks = (string[])[task], prompts = (string[])["boat"] }, Token);

        Assert.Equal(HttpStatusCode.PaymentRequired, answer.Status);
    }

    [Fact]
    public async Task A_frame_that_the_video_does_not_have_fails_it_and_says_so()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 100);
        var task = await account.Api.UploadAsync(finished.Clip, "video/mp4", Token);
        var jobId = await account.Api.CreateVideoJobAsync([task], new { points = (object[])[new { x = 0.5, y = 0.5, frame = 4000 }] }, Token);
        var job = await account.Api.WaitAsync(jobId, Patience, null, Token);

        Assert.Equal("failed", job.Text("status"));
        Assert.Contains("frame 4000", job.Text("error"), StringComparison.Ordinal);
        Assert.Equal((100, 0), await ReadTokensAsync(account));
    }

    [Fact]
    public async Task A_canceled_video_gives_all_its_tokens_back()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 100);
        var task = await account.Api.UploadAsync(finished.Clip, "video/mp4", Token);
        var jobId = await account.Api.CreateVideoJobAsync([task], new { prompts = (string[])["boat"], fps = 10 }, Token);
        await account.Api.WaitUntilAsync(jobId, job => job.Body.GetProperty("tasks")[0].TryGetProperty("frames", out _), Patience, Token);

        await account.Api.PostAsync($"v1/jobs/{jobId}/cancel", "{}", Token);
        var ended = await account.Api.WaitAsync(jobId, TimeSpan.FromSeconds(30), null, Token);
        Assert.Equal(("failed", "Canceled."), (ended.Text("status"), ended.Text("error")));
        Assert.Equal((100, 0), await ReadTokensAsync(account));
    }

    private async Task<(int Left, int Used)> ReadTokensAsync(OtherAccount account)
    {
        var state = (await stack.Api.GetAsync($"manage/accounts/{account.Name}", Token)).Body;
        return (state.GetProperty("tokens").GetInt32(), state.GetProperty("used").GetInt32());
    }
}
