using SegFunctions.Local.Client;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class ExemplarsTests
{
    [Fact]
    public void Boxes_show_what_is_meant_unless_they_end_with_a_minus() => Assert.Equal(
        [new ExemplarItem { X1 = 0.1, Y1 = 0.2, X2 = 0.3, Y2 = 0.4, Label = 1 }, new ExemplarItem { X1 = 0, Y1 = 0, X2 = 1, Y2 = 1, Label = 0 }],
        Exemplars.Read(["0.1,0.2,0.3,0.4", "0,0,1,1,-"]));

    [Fact]
    public void They_are_sent_to_a_server_also_for_a_video_which_it_refuses()
    {
        var options = new SegmentOptions(null, null, 0, []) { Exemplars = Exemplars.Read(["0,0,1,1"]) };

        Assert.True(options.SaysWhat);
        Assert.All((bool[])[true, false], isVideo => Assert.Single(options.ToBody(["a"], isVideo, null).Exemplars!));
        Assert.Null((options with { Exemplars = [] }).ToBody(["a"], areVideos: false, null).Exemplars);
    }

    [Theory]
    [InlineData("0.1,0.2,0.3")]
    [InlineData("0.1,0.2,0.3,-")]
    [InlineData("0.1,0.2,0.3,0.4,+")]
    [InlineData("0.1,0.2,0.3,0.4,0.5")]
    [InlineData("0.5,0,0.5,1")]
    [InlineData("0,0.6,1,0.5,-")]
    [InlineData("0,0,1,2")]
    [InlineData("0,0,NaN,1")]
    [InlineData("-")]
    [InlineData("")]
    public void One_that_is_none_is_told_with_its_form(string exemplar) =>
        Assert.Contains($"--exemplar {exemplar} is not x1,y1,x2,y2", Assert.Throws<UserException>(() => Exemplars.Read([exemplar])).Message, StringComparison.Ordinal);
}
