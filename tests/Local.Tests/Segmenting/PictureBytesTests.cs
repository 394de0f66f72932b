using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class PictureBytesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly string _copy = Path.GetTempFileName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000000D", "image/png")]
    [InlineData("524946460000000057454250", "image/webp")]
    [InlineData("0000002066747970" + "69736F6D", "video/mp4")]
    [InlineData("0000001466747970" + "71742020", "video/quicktime")]
    [InlineData("0000001C66747970" + "61766966", null)]
    [InlineData("0000001866747970" + "68656963", null)]
    [InlineData("1A45DFA39F4286810142F781", "video/x-matroska")]
    [InlineData("524946460000000041564920", "video/x-msvideo")]
    [InlineData("474946383961000000000000", null)]
    [InlineData("5249464600000000574542", null)]
    [InlineData("524946460000000057415645", null)]
    [InlineData("FFD8", null)]
    [InlineData("", null)]
    public void The_first_bytes_tell_the_type(string head, string? type) =>
        Assert.Equal(type, PictureBytes.FindType(new MemoryStream(Convert.FromHexString(head))));

    [Theory]
    [InlineData("image/png", 100_000_000, "It has more than 100 MB.")]
    [InlineData("video/mp4", 5_000_000_000, "It has more than 5000 MB.")]
    public void A_file_at_the_limit_is_opened_and_one_above_is_refused(string type, long limit, string sentence)
    {
        SetLength(limit);
        using (var file = PictureBytes.Open(_file, type))
        {
            Assert.Equal(limit, file.Length);
        }

        SetLength(limit + 1);
        Assert.Equal(sentence, Assert.Throws<IOException>(() => PictureBytes.Open(_file, type)).Message);
    }

    [Fact]
    public async Task Of_what_comes_from_a_pipe_the_first_bytes_say_how_much_is_taken()
    {
        using (var video = OpenLong([0, 0, 0, 0x20, .. "ftypisom"u8]))
        {
            await PictureBytes.SpoolAsync(video, _copy, Token);
            Assert.Equal(video.Length, new FileInfo(_copy).Length);
        }

        using var picture = OpenLong([0xFF, 0xD8, 0xFF, 0xE0]);
        await Assert.ThrowsAsync<IOException>(() => PictureBytes.SpoolAsync(picture, _copy, Token));
    }

    [Fact]
    public void Reading_a_file_with_content_does_not_consume_it()
    {
        File.WriteAllText(_file, "x");
        using var file = File.OpenRead(_file);

        Assert.False(PictureBytes.IsPipe(file));
    }

    public void Dispose()
    {
        File.Delete(_file);
        File.Delete(_copy);
    }

    private void SetLength(long length)
    {
        using var file = File.OpenWrite(_file);
        file.SetLength(length);
    }

    /// <summary>A file that starts like this and is longer than a picture may be.</summary>
    private FileStream OpenLong(byte[] head)
    {
        File.WriteAllBytes(_file, head);
        SetLength(100_000_001);
        return File.OpenRead(_file);
    }
}
