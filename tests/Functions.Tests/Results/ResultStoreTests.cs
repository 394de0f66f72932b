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

    private async Task<int[]> FindIncompleteAsync()
    {
        using var results = new ResultStore(_blobs);
        return await results.FindIncompleteAsync(_paths, [new ItemAttempt(1, 0), new ItemAttempt(0, 0)], areVideos: true, Token);
    }

    private Task PutAsync(int item, string name, BinaryData content) =>
        _blobs.PutAsync(_paths.Attempt(new ItemAttempt(item, 0)).Below(name), content, "application/json", Token);
}
