using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Files;
using SegFunctions.Links;
using SegFunctions.Storage;
using SegFunctions.Tests.Links;

namespace SegFunctions.Tests.Files;

public sealed class FileLinksTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly PublicLinks _links;
    private readonly BlobSas _sas;
    private readonly FileLinks _files;

    public FileLinksTests()
    {
        var settings = LinkSettings.Options("key");
        settings.DirectToStorage = false;
        var options = Options.Create(settings);
        var signer = new LinkSigner(options, _time);
        var service = new BlobServiceClient("UseDevelopmentStorage=true");
        var blobs = new BlobStore(service);
        _links = new PublicLinks(signer, options, _time);
        _sas = new BlobSas(service, blobs, _time);
        _files = new FileLinks(signer, _links, _sas, blobs, options);
    }

    private static StoredFile File { get; } = new(
        new FileScope("acct", "plant"),
        new FileId(7),
        new FileDescription("a.png"),
        Specs.Now,
        Specs.Now,
        new FileContent(new(Containers.Files, "acct/plant/7/x"), 3, Specs.Now),
        new PartedUpload("u", new(Containers.Files, "acct/plant/7/y"), 2));

    [Fact]
    public void Content_may_come_for_a_week()
    {
        var token = TokenOf(_files.ToContent("put/here", File));

        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.Equal((File.Scope, File.Id), _files.TryReadContent(token));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_files.TryReadContent(token));
    }

    [Fact]
    public async Task A_link_for_a_part_says_which_and_passes_for_nothing_else()
    {
        var token = TokenOf(await _files.ToPartAsync("put/here", File, File.Upload!, 1, TestContext.Current.CancellationToken));

        Assert.Equal(new PartLink(File.Scope, File.Id, "u", 1), _files.TryReadPart(token));
        Assert.Null(_files.TryReadContent(token));
        Assert.Null(_links.TryReadFile(token));
        Assert.Null(_files.TryReadPart(TokenOf(_files.ToContent("put/here", File))));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(3600)]
    public void A_download_lasts_as_long_as_was_said(int seconds)
    {
        var token = TokenOf(_files.ToDownload(File.Content!, TimeSpan.FromSeconds(seconds)));

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(File.Content!.Blob, _links.TryReadFile(token));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_links.TryReadFile(token));
    }

    public void Dispose() => _sas.Dispose();

    private static string TokenOf(string link) => link.Split('/')[^1];
}
