using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Tests.Results;

public sealed class ManifestBuildingTests
{
    [Fact]
    public void Names_each_winners_files_where_they_lie()
    {
        var manifest = Manifests.Create();

        Assert.Equal(new BlobReference("results", $"acct/{Specs.JobId}/items/0/1/masks/1.png"), manifest.Items[0].Segments[1].Mask);
        Assert.Equal(new BlobReference("results", $"acct/{Specs.JobId}/items/0/1/preview.png"), manifest.Items[0].Preview);
        Assert.Equal(new BlobReference("results", $"acct/{Specs.JobId}/items/0/1/union/cutout.png"), manifest.Items[0].Union?.Cutout);
        Assert.Equal((640, 480), (manifest.Items[0].Width, manifest.Items[0].Height));
    }

    [Fact]
    public void Keeps_failed_items_with_their_reason()
    {
        var item = Manifests.Create().Items[1];

        Assert.Equal((JobStatus.Failed, "Truncated."), (item.Status, item.Error?.Message));
        Assert.Empty(item.Segments);
    }

    [Fact]
    public void Comes_back_from_its_JSON()
    {
        var manifest = Manifests.Create();
        var read = BinaryData.FromObjectAsJson(manifest, ContractJson.Options).ToObjectFromJson<JobManifest>(ContractJson.Options);

        Assert.Equivalent(manifest, read, strict: true);
    }
}
