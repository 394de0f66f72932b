using System.Text.Json;
using SegFunctions.Apis;
using SegFunctions.Apis.HitPaw;
using SegFunctions.Media;

namespace SegFunctions.Tests.Apis.HitPaw;

public sealed class HitPawFilesTests
{
    [Theory]
    [InlineData("a.jpg", "image/jpeg")]
    [InlineData("A.JPEG", "image/jpeg")]
    [InlineData("folder/b.tar.webp", "image/webp")]
    [InlineData("https://example.com/c.png?name=d.exe#e.exe", "image/png")]
    [InlineData("f.pdf", "application/pdf")]
    [InlineData("g.svg", null)]
    [InlineData("h.html", null)]
    [InlineData("jpg", null)]
    [InlineData("https://example.com/i", null)]
    [InlineData("", null)]
    public void A_files_name_says_what_it_is(string name, string? type) => Assert.Equal(type, HitPawFiles.FindType(name));

    [Theory]
    [InlineData("image/jpeg", "image/jpeg")]
    [InlineData("IMAGE/GIF", "image/gif")]
    [InlineData("audio/mpeg", "audio/mpeg")]
    [InlineData("application/octet-stream", "application/octet-stream")]
    [InlineData("text/html", null)]
    [InlineData("image/svg+xml", null)]
    [InlineData("image/png; charset=utf-8", null)]
    [InlineData("image/png\r\nX: y", null)]
    [InlineData("", null)]
    public void Only_types_of_such_files_are_declared(string declared, string? type) => Assert.Equal(type, HitPawFiles.FindDeclared(declared));

    [Theory]
    [InlineData("a.JPG", ".jpg")]
    [InlineData("https://example.com/b.png?x", ".png")]
    [InlineData("c.exe", "")]
    [InlineData("d", "")]
    public void A_key_holds_the_day_and_the_kind(string name, string extension)
    {
        var ticket = UploadTicket.Draw("acct", "image/jpeg");

        Assert.Equal($"uploads/2026/03/07/{ticket.UploadId}{extension}", HitPawFiles.ToKey(ticket, name, Specs.Now));
    }

    [Theory]
    [InlineData("""{"filename":"a.jpg","content_type":"image/jpeg"}""", null)]
    [InlineData("""{"filename":"a.jpg","content_type":"image/jpeg","expire_seconds":60}""", null)]
    [InlineData("""{"filename":"a.exe","content_type":"image/jpeg","expire_seconds":59}""", "expire_seconds must be 60 to 7200")]
    [InlineData("""{"filename":"a.exe","content_type":"text/html","expire_seconds":7201}""", "content_type must be the media type")]
    [InlineData("{}", "filename is missing; content_type is missing")]
    public void Every_fault_of_an_upload_is_named(string json, string? fault)
    {
        using var body = JsonDocument.Parse(json);
        if (fault is null)
        {
            Assert.InRange(WireReader.ReadWhole<PresignRequest>(body.RootElement).ExpireSeconds, 60, 3600);
            return;
        }

        var exception = Assert.Throws<ApiException>(() => WireReader.ReadWhole<PresignRequest>(body.RootElement));
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }
}
