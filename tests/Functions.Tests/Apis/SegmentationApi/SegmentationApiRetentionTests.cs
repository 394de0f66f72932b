using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Jobs;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiRetentionTests
{
    [Theory]
    [InlineData("PT1S", 1)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("PT1H30M", 5400)]
    [InlineData("P7DT12H", 648_000)]
    [InlineData("P30D", 2_592_000)]
    public void A_duration_is_the_jobs_lifetime(string text, double seconds) =>
        Assert.Equal(new JobTerms(3, TimeSpan.FromSeconds(seconds)), SegmentationApiRetention.Apply(new JobTerms(3), text));

    [Theory]
    [InlineData("PT0S")]
    [InlineData("P0D")]
    public void Nothing_is_a_quarter_of_an_hour_or_one_answer(string text) =>
        Assert.Equal(new JobTerms(3, TimeSpan.FromMinutes(15), IsForOneAnswer: true), SegmentationApiRetention.Apply(new JobTerms(3), text));

    [Fact]
    public void Without_it_the_service_decides() => Assert.Equal(new JobTerms(3), SegmentationApiRetention.Apply(new JobTerms(3), null));

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("P30DT1S")]
    [InlineData("-PT1S")]
    [InlineData("PT1S\n")]
    [InlineData("P99999999999999999999D")]
    [InlineData("PT0.000000000000000000000000000000000000001S")]
    [InlineData("1 day")]
    public void Anything_else_is_refused(string text) => Assert.Null(SegmentationApiRetention.Find(text));
}
