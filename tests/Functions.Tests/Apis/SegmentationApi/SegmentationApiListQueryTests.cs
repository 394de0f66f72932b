using SegFunctions.Apis;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Jobs;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiListQueryTests
{
    [Fact]
    public void A_page_is_the_first_twenty_unless_asked_otherwise()
    {
        Assert.Equal(new SegmentationApiListQuery(20, null, JobFilter.None), Read());
        Assert.Equal(new SegmentationApiListQuery(100, Specs.JobId, JobFilter.None), Read(("limit", "100"), ("nextToken", Specs.JobId.ToString())));
    }

    [Theory]
    [InlineData("limit", "0")]
    [InlineData("limit", "101")]
    [InlineData("limit", "-1")]
    [InlineData("limit", "1.5")]
    [InlineData("limit", "")]
    [InlineData("limit", "99999999999")]
    [InlineData("limit", "1,2")]
    [InlineData("nextToken", "")]
    [InlineData("nextToken", "x")]
    [InlineData("nextToken", "eyJvZmZzZXQiOjIwfQ==")]
    [InlineData("mode", "")]
    [InlineData("mode", "all")]
    [InlineData("status", "")]
    [InlineData("status", "completed")]
    public void A_page_that_cannot_be_is_refused(string name, string value) =>
        Assert.Contains(name, Assert.Throws<ApiException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_fault_of_a_page_is_named()
    {
        var thrown = Assert.Throws<ApiException>(() => Read(("limit", "0"), ("nextToken", "x"), ("mode", "x"), ("status", "x")));

        Assert.Equal(4, thrown.Message.Split(';').Length);
    }

    [Theory]
    [InlineData("queued", JobStatus.Queued, JobStatus.Staged)]
    [InlineData("processing", JobStatus.Running)]
    [InlineData("success", JobStatus.Completed)]
    [InlineData("failed", JobStatus.Failed, JobStatus.Canceled)]
    public void A_status_is_the_vendors_word(string word, params JobStatus[] statuses) =>
        Assert.Equal(statuses, Read(("status", word)).Filter!.Status);

    [Theory]
    [InlineData("single", true)]
    [InlineData("batch", false)]
    public void A_mode_tells_one_item_from_several(string mode, bool oneItem) => Assert.Equal(oneItem, Read(("mode", mode)).Filter!.OneItem);

    [Fact]
    public void A_mode_tells_videos_from_pictures()
    {
        Assert.Equal((null, true), (Read(("mode", "video")).Filter!.OneItem, Read(("mode", "video")).Filter!.IsVideo));
        Assert.Equal((true, false), (Read(("mode", "single")).Filter!.OneItem, Read(("mode", "single")).Filter!.IsVideo));
        Assert.Null(Read(("status", "queued")).Filter!.IsVideo);
    }

    [Fact]
    public void There_are_no_jobs_of_an_id_that_cannot_be()
    {
        Assert.Null(Read(("jobId", "job-abc-987")).Filter);
        Assert.Equal(Specs.JobId, Read(("jobId", Specs.JobId.ToString())).Filter!.Id);
    }

    private static SegmentationApiListQuery Read(params (string Name, string Value)[] query) =>
        SegmentationApiListQuery.Read(name => query.FirstOrDefault(pair => pair.Name == name).Value);
}
