using System.IO.Compression;
using System.Net;
using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

public sealed class ImageJobTests(SharedStack stack, FinishedJob finished) : IClassFixture<FinishedJob>
{
    private static readonly string[] StatesInOrder = ["queued", "processing", "success"];
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Statuses_only_move_forward_and_end_in_success()
    {
        var seen = finished.States.Select(state => Array.IndexOf(StatesInOrder, state.Text("status"))).ToList();

        Assert.DoesNotContain(-1, seen);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(StatesInOrder.Length - 1, seen[^1]);
        Assert.Contains(1, seen);
    }

    [Fact]
    public void The_manifest_has_every_task_once_and_in_order() =>
        Assert.Equal(finished.Job.Tasks, finished.Files.Items.Select(item => item.GetProperty("taskId").GetString()));

    [Fact]
    public void Every_known_word_is_answered() => Assert.All(
        finished.Files.Items,
        item => Assert.Equal(["boat", "person"], JobFiles.MasksOf(item).Select(mask => mask.GetProperty("prompt").GetString()).Distinct().Order()));

    [Fact]
    public void An_unknown_word_beside_known_ones_is_named() => Assert.All(
        finished.Files.Items,
        item => Assert.Equal(["unicorn"], item.GetProperty("unansweredPrompts").EnumerateArray().Select(word => word.GetString())));

    [Fact]
    public async Task Masks_are_white_on_black_at_the_size_of_the_picture()
    {
        using var photo = Image.NewFromFile(await TestSetup.GetPhotoAsync());
        foreach (var mask in finished.Files.Items.SelectMany(JobFiles.MasksOf))
        {
            using var image = Image.NewFromBuffer(finished.Files.FileOf(mask, "url"));

            Assert.Equal((photo.Width, photo.Height, 1), (image.Width, image.Height, image.Bands));
            Assert.All(image.WriteToMemory<byte>(), value => Assert.True(value is 0 or 255));
        }
    }

    /// <summary>Players of films and downloads that resume depend on it.</summary>
    [Theory]
    [InlineData("bytes=0-9", 206, 0, 10)]
    [InlineData("bytes=7-", 206, 7, -1)]
    [InlineData("bytes=-5", 206, -5, 5)]
    [InlineData("bytes=999999999-", 416, 0, 0)]
    [InlineData("lines=1-2", 200, 0, -1)]
    public async Task A_part_of_a_file_can_be_asked_for(string range, int status, int from, int length)
    {
        using var http = new HttpClient { BaseAddress = stack.BaseUrl };
        var result = (await stack.Api.GetAsync($"v1/jobs/{finished.Job.JobId}/result", Token)).Body;
        var (key, whole) = finished.Files.Files.First();
        var signed = result.GetProperty("assets").EnumerateArray().First(asset => asset.GetProperty("key").GetString() == key).GetProperty("url").GetString()!;
        string[] addresses = [signed, $"outputs/local/{finished.Job.JobId}/{key}"];
        var start = from < 0 ? whole.Length + from : from;
        var end = length < 0 ? whole.Length : start + length;
        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Range", range }, { "x-api-key", TestSetup.ApiKey } } };
            using var response = await http.SendAsync(request, Token);

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
            Assert.Equal(whole[start..end], await response.Content.ReadAsByteArrayAsync(Token));
            Assert.Equal(
                status switch { 206 => $"bytes {start}-{end - 1}/{whole.Length}", 416 => $"bytes */{whole.Length}", _ => null },
                response.Content.Headers.ContentRange?.ToString());
        }
    }

    [Fact]
    public void Boxes_and_areas_are_those_of_the_masks()
    {
        foreach (var mask in finished.Files.Items.SelectMany(JobFiles.MasksOf))
        {
            using var image = Image.NewFromBuffer(finished.Files.FileOf(mask, "url"));
            var found = image.FindTrim(threshold: 1, background: [0], lineArt: true);

            Assert.Equal(
                found.Select(Convert.ToInt32), mask.GetProperty("box").EnumerateArray().Select(value => value.GetInt32()));
            Assert.Equal(image.WriteToMemory<byte>().Count(value => value == 255), mask.GetProperty("area").GetInt32());
        }
    }

    [Fact]
    public void Confidences_reach_the_threshold() => Assert.All(
        finished.Files.Items.SelectMany(JobFiles.MasksOf),
        mask => Assert.InRange(mask.GetProperty("confidence").GetDouble(), 0.5, 1));

    [Fact]
    public async Task The_preview_is_a_picture_of_the_same_size()
    {
        using var photo = Image.NewFromFile(await TestSetup.GetPhotoAsync());
        foreach (var item in finished.Files.Items)
        {
            using var preview = Image.NewFromBuffer(finished.Files.FileOf(item, "previewUrl"));

            Assert.Equal((photo.Width, photo.Height), (preview.Width, preview.Height));
        }
    }

    [Fact]
    public async Task The_archive_holds_what_the_result_names()
    {
        var path = $"v1/jobs/{finished.Job.JobId}/download";
        var answer = (await stack.Api.PostAsync(path, "{}", Token)).Expect(HttpStatusCode.Accepted);
        while (answer.Text("status") is not ("ready" or "failed"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
            answer = (await stack.Api.GetAsync(path, Token)).Expect(HttpStatusCode.OK);
        }

        await using var archive = new ZipArchive(new MemoryStream(await stack.Api.DownloadAsync(answer.Text("downloadUrl"), Token)));
        var names = archive.Entries.Select(entry => entry.FullName).ToList();

        Assert.Equal([.. finished.Files.Files.Keys.Append("output_manifest.json").Append("coco.json").Order(StringComparer.Ordinal)], names.Order(StringComparer.Ordinal));
        var manifest = await JsonSerializer.DeserializeAsync<JsonElement>(await archive.GetEntry("output_manifest.json")!.OpenAsync(Token), cancellationToken: Token);
        Assert.True(JsonElement.DeepEquals(finished.Files.Manifest, manifest));
        foreach (var (key, content) in finished.Files.Files)
        {
            await using var entry = await archive.GetEntry(key)!.OpenAsync(Token);
            using var bytes = new MemoryStream();
            await entry.CopyToAsync(bytes, Token);
            Assert.Equal(content, bytes.ToArray());
        }
    }

    [Fact]
    public async Task List_and_get_agree()
    {
        var listed = (await stack.Api.GetAsync("v1/jobs?limit=100", Token)).Expect(HttpStatusCode.OK).Body
            .GetProperty("items").EnumerateArray().Single(item => item.GetProperty("jobId").GetString() == finished.Job.JobId);
        var got = (await stack.Api.GetAsync($"v1/jobs/{finished.Job.JobId}", Token)).Expect(HttpStatusCode.OK).Body;

        foreach (var property in (string[])["jobId", "type", "status", "totalItems", "createdAt", "updatedAt", "processingMode"])
        {
            Assert.Equal(got.GetProperty(property).ToString(), listed.GetProperty(property).ToString());
        }
    }
}
