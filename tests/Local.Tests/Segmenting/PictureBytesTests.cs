using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class PictureBytesTests : IDisposable
{
    private const int Limit = 100_000_000;

    private readonly string _file = Path.GetTempFileName();

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

    [Fact]
    public async Task A_file_at_the_limit_is_read_and_one_above_is_refused()
    {
        await using (var file = File.OpenWrite(_file))
        {
            file.SetLength(Limit);
        }

        Assert.Equal(Limit, (await PictureBytes.ReadAsync(_file, TestContext.Current.CancellationToken)).Length);
        await using (var file = File.OpenWrite(_file))
        {
            file.SetLength(Limit + 1);
        }

        Assert.Equal(
            "It has more than 100 MB.",
            (await Assert.ThrowsAsync<IOException>(() => PictureBytes.ReadAsync(_file, TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public void Reading_a_file_with_content_does_not_consume_it()
    {
        File.WriteAllText(_file, "x");
        using var file = File.OpenRead(_file);

        Assert.False(PictureBytes.IsPipe(file));
    }

    public void Dispose() => File.Delete(_file);
}
