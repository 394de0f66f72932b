using System.Net;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Contract;

namespace SegFunctions.Compatibility.Tests.Recovery;

/// <summary>A picture's features serve its next prompt, on the same worker and on one that has nothing yet.</summary>
[Collection<KilledStacks>]
public sealed class SecondPromptTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_prompt_skips_the_encoder_also_after_the_workers_death()
    {
        await using var stack = await RunningStack.StartAsync(workers: 1, Token);
        var blobs = new BlobServiceClient(stack.Stack.Storage);
        var task = await stack.Api.UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "image/jpeg", Token);

        var first = await ClickAsync(stack, task, 0.58);
        var second = await ClickAsync(stack, task, 0.3);
        await StoredAsync(blobs);
        stack.Kill("worker0");
        var third = await ClickAsync(stack, task, 0.4);

        Assert.Equal(
            [EmbeddingSource.Encoder, EmbeddingSource.Memory, EmbeddingSource.Store],
            [await SourceOfAsync(blobs, first), await SourceOfAsync(blobs, second), await SourceOfAsync(blobs, third)]);
    }

    private static async Task<string> ClickAsync(RunningStack stack, string task, double x)
    {
        var body = new { type = "image", tasks = new[] { task }, points = new[] { new { x, y = 0.6 } } };
        var job = (await stack.Api.PostAsync("v1/jobs", body, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        Assert.Equal("success", (await stack.Api.WaitAsync(job, Patience, null, Token)).Text("status"));
        return job;
    }

    /// <summary>
    /// Nothing waits for these writes, so they may be late: the picture's embedding and the detectors' output for it. The blank picture with which a worker warms up has both, too, but detectors
    /// find nothing in that.
    /// </summary>
    private static async Task StoredAsync(BlobServiceClient blobs)
    {
        var features = blobs.GetBlobContainerClient(ContainerNames.Features);
        while (!await features.ExistsAsync(Token) || !HasPicture(features.GetBlobs(cancellationToken: Token)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }

    private static bool HasPicture(IEnumerable<BlobItem> features) => features
        .Where(blob => blob.Properties.ContentLength > 0)
        .GroupBy(blob => blob.Name.Split('/')[0])
        .Any(ofPicture => ofPicture.Count() >= 2);

    private static async Task<EmbeddingSource?> SourceOfAsync(BlobServiceClient blobs, string job)
    {
        var results = blobs.GetBlobContainerClient("results");
        var document = results.GetBlobs(cancellationToken: Token).Single(blob =>
            blob.Name.Contains($"/{job}/", StringComparison.Ordinal) && blob.Name.EndsWith(ResultNames.Document, StringComparison.Ordinal));
        var content = (await results.GetBlobClient(document.Name).DownloadContentAsync(Token)).Value.Content;
        return content.ToObjectFromJson<SegmentsDocument>(ContractJson.Options)!.Provenance.Embedding;
    }
}
