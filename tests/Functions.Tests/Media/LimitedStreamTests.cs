using SegFunctions.Media;

namespace SegFunctions.Tests.Media;

public sealed class LimitedStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(100)]
    public async Task Passes_what_is_within_the_limit(int length)
    {
        using var copy = new MemoryStream();
        await CopyAsync(length, copy);

        Assert.Equal(length, copy.Length);
    }

    [Fact]
    public async Task Throws_at_the_first_byte_beyond() =>
        await Assert.ThrowsAsync<UploadTooLargeException>(() => CopyAsync(101, Stream.Null));

    private static async Task CopyAsync(int length, Stream target)
    {
        using var limited = new LimitedStream(new MemoryStream(new byte[length]), 100);
        await limited.CopyToAsync(target, 7, TestContext.Current.CancellationToken);
    }
}
