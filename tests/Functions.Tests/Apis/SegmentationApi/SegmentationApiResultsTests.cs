using System.Text.Json;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Tests.Results;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiResultsTests
{
    [Fact]
    public void A_result_names_each_file_once_and_links_to_it()
    {
        var result = SegmentationApiResults.ToResult(Manifests.Create(), blob => $"https://x/{blob}", TimeSpan.FromMinutes(5));
        var named = result.Manifest.Items.Cast<PictureItemResponse>().SelectMany(item => item.Masks.Select(mask => mask.Url).Append(item.PreviewUrl)).OfType<string>();

        Assert.Equal(named.Order(StringComparer.Ordinal), result.Assets.Select(asset => asset.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["masks/task0/0.png", "masks/task0/1.png", "preview/task0.png"], result.Assets.Select(asset => asset.Key));
        Assert.Equal($"https://x/results/acct/{Specs.JobId}/items/0/1/masks/0.png", result.Assets[0].Url);
        Assert.Equal(300, result.ExpiresIn);
    }

    [Fact]
    public void A_manifest_is_the_vendors_with_our_fields_beside()
    {
        var json = JsonSerializer.SerializeToElement(SegmentationApiResults.ToManifest(Manifests.Create()), SegmentationApiJson.Options);

        Assert.Equal("acct", json.GetProperty("accountId").GetString());
        Assert.Equal(
            """{"maskIndex":0,"confidence":0.97,"url":"masks/task0/0.png","prompt":"boat","promptIndex":0,"label":"boat","score":0.97,"box":[1,2,30,40],"area":900,"quality":0.81}""",
            json.GetProperty("items")[0].GetProperty("masks")[0].GetRawText());
        Assert.Equal("""["zeppelin"]""", json.GetProperty("items")[0].GetProperty("unansweredPrompts").GetRawText());
        Assert.Equal(
            """["'zeppelin' is not a word that the detectors know. It was ignored."]""",
            json.GetProperty("items")[0].GetProperty("notes").GetRawText());
        Assert.Equal(
            """{"taskId":"task1","inputId":"task1","units":0,"generatedAt":"2026-03-07T12:01:00.000Z","previewUrl":null,"masks":[],"error":"Truncated."}""",
            json.GetProperty("items")[1].GetRawText());
    }

    [Fact]
    public void A_candidate_says_what_it_is()
    {
        var manifest = Manifests.Create();
        var item = manifest.Items[0];
        var candidates = Enum.GetValues<CandidateKind>().Select(kind => item.Segments[0] with { Candidate = kind });
        var result = SegmentationApiResults.ToManifest(manifest with { Items = [item with { Segments = [item.Segments[0], .. candidates] }] });

        Assert.Equal([null, "part", "object", "whole"], Assert.IsType<PictureItemResponse>(result.Items[0]).Masks.Select(mask => mask.Candidate));
    }

    [Fact]
    public void An_archive_holds_the_manifest_and_what_it_names()
    {
        var archive = SegmentationApiResults.ToArchive(Manifests.Create(), []);

        Assert.Equal("output_manifest.json", archive.ManifestName);
        Assert.Equal(["masks/task0/0.png", "masks/task0/1.png", "preview/task0.png"], archive.Entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData(ArchiveStatus.Pending, "pending", 2)]
    [InlineData(ArchiveStatus.Building, "processing", 5)]
    [InlineData(ArchiveStatus.Ready, "ready", null)]
    [InlineData(ArchiveStatus.Failed, "failed", null)]
    public void A_download_always_has_all_six_fields(ArchiveStatus status, string word, int? retryAfter)
    {
        var response = SegmentationApiResults.ToDownload(Specs.JobId, new ArchiveState(status, null), () => "https://x/a.zip");
        var json = JsonSerializer.SerializeToElement(response, SegmentationApiJson.Options);

        Assert.Equal(
            ["jobId", "status", "expiresAt", "downloadUrl", "retryAfterSeconds", "error"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal((word, retryAfter, status == ArchiveStatus.Ready), (response.Status, response.RetryAfterSeconds, response.DownloadUrl is not null));
    }
}
