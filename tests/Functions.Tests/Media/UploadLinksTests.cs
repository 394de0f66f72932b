using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Links;
using SegFunctions.Media;
using SegFunctions.Tests.Links;

namespace SegFunctions.Tests.Media;

public sealed class UploadLinksTests
{
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly UploadLinks _links;

    public UploadLinksTests()
    {
        var options = Options.Create(LinkSettings.Options("key"));
        var signer = new LinkSigner(options, _time);
        _links = new UploadLinks(signer, new PublicLinks(signer, options, TimeProvider.System), Options.Create(new MediaOptions()));
    }

    [Fact]
    public void A_ticket_comes_back_for_five_minutes()
    {
        var ticket = UploadTicket.Draw("acct", "image/png");
        var token = _links.For(ticket).Split('/')[^1];

        Assert.Equal(ticket, _links.TryRead(token));
        _time.Advance(TimeSpan.FromSeconds(300));
        Assert.Null(_links.TryRead(token));
    }

    [Fact]
    public void A_ticket_with_an_end_of_its_own_and_a_longer_link_keeps_both()
    {
        var ticket = UploadTicket.Draw("acct", "image/png") with { KeptUntil = Specs.Now.AddDays(7) };
        var token = _links.For(ticket, TimeSpan.FromHours(1)).Split('/')[^1];

        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(ticket, _links.TryRead(token));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_links.TryRead(token));
    }

    [Fact]
    public void Ids_are_drawn_anew_and_can_stand_in_a_path()
    {
        var ids = Enumerable.Range(0, 100).Select(_ => UploadTicket.Draw("acct", "image/png").UploadId).ToList();

        Assert.Equal(100, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(UploadTicket.IsUploadId(id)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../other/0123456789abcdef0123456789")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    public void Nothing_else_becomes_part_of_a_blobs_name(string id) => Assert.False(UploadTicket.IsUploadId(id));
}
