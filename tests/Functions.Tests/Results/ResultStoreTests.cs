using System.Globalization;
using Azure.Storage.Blobs;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Results;

public sealed class ResultStoreTests(Azurite azurite)
{
    private const string Mask = "mask.png";
    private static readonly ItemAttempt Picture = new(0, 0);

    private readonly BlobStore _blobs = new(new BlobServiceClient(azurite.ConnectionString));
    private readonly ResultPaths _paths = new(Azurite.DrawAccount(), Specs.JobId.ToString());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_video_is_complete_once_its_document_and_every_file_that_it_names_are_stored()
    {
        var provenance = new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>());
        var document = new VideoDocument(2, 1, 1, 25, new VideoCounts(1, 0, 0), [], [], [], provenance, VideoFiles.Preview);
        await PutAsync(0, VideoNames.Document, BinaryData.FromObjectAsJson(document, ContractJson.Options));
        await PutAsync(0, VideoNames.Masks, BinaryData.FromString("{}"));
        await PutAsync(0, VideoNames.Frames, BinaryData.FromString(""));
        Assert.Equal((int[])[0, 1], await FindIncompleteAsync());

        await PutAsync(0, VideoNames.Preview, BinaryData.FromString(""));
        Assert.Equal((int[])[1], await FindIncompleteAsync());
    }

    [Fact]
    public async Task What_was_read_ahead_is_not_read_again()
    {
        await PutPictureAsync(withMask: true);
        var requests = new StorageRequests();
        using var results = new ResultStore(new BlobStore(requests.WatchBlobs(azurite)));
        ReadAhead(results);

        Assert.Empty(await results.FindIncompleteAsync(_paths, [Picture], areVideos: false, Token));
        Assert.NotNull(await results.FindDocumentAsync(_paths, Picture, Token));
        Assert.Equal(2, requests.Seen.Count);
    }

    [Fact]
    public async Task What_could_not_be_read_ahead_is_read_when_it_is_needed()
    {
        await PutPictureAsync(withMask: true);
        var requests = new StorageRequests { Fails = _ => true };
        using var results = new ResultStore(new BlobStore(requests.WatchBlobs(azurite)));
        ReadAhead(results);
        while (requests.Seen.Count < 2)
        {
            await Task.Delay(5, Token);
        }

        requests.Fails = _ => false;

        Assert.Empty(await results.FindIncompleteAsync(_paths, [Picture], areVideos: false, Token));
    }

    [Fact]
    public async Task A_picture_without_its_mask_is_incomplete_until_that_is_stored()
    {
        await PutPictureAsync(withMask: false);
        var requests = new StorageRequests();
        using var results = new ResultStore(new BlobStore(requests.WatchBlobs(azurite)));
        Assert.Equal((int[])[0], await results.FindIncompleteAsync(_paths, [Picture], areVideos: false, Token));

        // Without the document, which is remembered, a look is one listing.
        var before = requests.Answered.Count;
        ReadAhead(results);
        await requests.WaitAsync(before + 1, Token);
        await PutAsync(0, Mask, BinaryData.FromString(""));
        Assert.Empty(await results.FindIncompleteAsync(_paths, [Picture], areVideos: false, Token));
    }

    [Theory]
    [InlineData("segments.json")]
    [InlineData("acct/segments.json")]
    [InlineData("acct/another/items/0/0/segments.json")]
    [InlineData("acct/{0}/items/0/1/segments.json")]
    [InlineData("acct/{0}/items/0/0/other.json")]
    [InlineData("acct/x/{0}/items/0/0/segments.json")]
    public async Task Nothing_is_read_ahead_where_the_attempts_document_cannot_be(string name)
    {
        var requests = new StorageRequests();
        using var results = new ResultStore(new BlobStore(requests.WatchBlobs(azurite)));
        results.ReadAhead(Specs.JobId.ToString(), Picture, new BlobReference("results", string.Format(CultureInfo.InvariantCulture, name, Specs.JobId)));
        results.ReadAhead(Specs.JobId.ToString(), Picture, _paths.Document(Picture) with { Container = "inputs" });
        ReadAhead(results);
        await requests.WaitAsync(2, Token);

        Assert.Equal(2, requests.Seen.Count);
    }

    [Fact]
    public void After_the_apps_end_reading_ahead_does_nothing()
    {
        var results = new ResultStore(_blobs);
        results.Dispose();
        ReadAhead(results);
    }

    private void ReadAhead(ResultStore results) => results.ReadAhead(Specs.JobId.ToString(), Picture, _paths.Document(Picture));

    private async Task PutPictureAsync(bool withMask)
    {
        var segment = new Segment(0, "boat", 0.9, 0.9, new PixelBox(0, 0, 4, 4), 16, Mask);
        var document = new SegmentsDocument(4, 4, [segment], [], null, new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>()));
        await PutAsync(0, ResultNames.Document, BinaryData.FromObjectAsJson(document, ContractJson.Options));
        if (withMask)
        {
            await PutAsync(0, Mask, BinaryData.FromString(""));
        }
    }

    private async Task<int[]> FindIncompleteAsync()
    {
        using var results = new ResultStore(_blobs);
        return await results.FindIncompleteAsync(_paths, [new ItemAttempt(1, 0), new ItemAttempt(0, 0)], areVideos: true, Token);
    }

    private Task PutAsync(int item, string name, BinaryData content) =>
        _blobs.PutAsync(_paths.Attempt(new ItemAttempt(item, 0)).Below(name), content, "application/json", Token);
}
