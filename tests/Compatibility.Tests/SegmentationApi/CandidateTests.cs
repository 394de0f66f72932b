using System.Net;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Everything that a click may mean, through the public API.</summary>
public sealed class CandidateTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Candidates_follow_the_answers_and_have_every_file_that_these_have()
    {
        var task = await stack.Api.UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "image/jpeg", Token);
        var body = new
        {
            type = "image",
            tasks = (string[])[task],
            prompts = (string[])["boat"],
            points = (object[])[new { x = 0.58, y = 0.6 }],
            candidates = true,
            outputs = (string[])["rle", "polygons", "cutout"],
        };
        var job = (await stack.Api.PostAsync("v1/jobs", body, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        await stack.Api.WaitAsync(job, Patience, null, Token);
        var files = await JobFiles.FetchAsync(stack.Api, job, Token);
        var item = Assert.Single(files.Items);
        var masks = JobFiles.MasksOf(item).ToList();

        Assert.Equal(["part", "object", "whole"], masks[^3..].Select(mask => mask.GetProperty("candidate").GetString()));
        Assert.All(masks[^3..], mask => Assert.Equal("points", mask.GetProperty("prompt").GetString()));
        Assert.All(masks[..^3], mask => Assert.False(mask.TryGetProperty("candidate", out _)));
        Assert.Contains(masks[..^3], mask => mask.GetProperty("prompt").GetString() == "points");
        Assert.All(masks, mask => Assert.InRange(mask.GetProperty("quality").GetDouble(), 0.01, 0.99));
        Assert.All(masks, mask => Assert.All((string[])["url", "cutoutUrl"], file => Assert.NotEmpty(files.FileOf(mask, file))));
        Assert.All((string[])["rleUrl", "polygonsUrl"], list => Assert.Equal(masks.Count, JsonSerializer.Deserialize<JsonElement>(files.FileOf(item, list)).GetArrayLength()));
    }
}
