using SegFunctions.Media;

namespace SegFunctions.Tests.Media;

public sealed class SourceStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task What_was_looked_at_is_read_again(int length)
    {
        var content = Enumerable.Range(1, length).Select(i => (byte)i).ToArray();
        await using var stream = new SourceStream(new MemoryStream(content));

        Assert.Equal(content.Take(3), (await stream.PeekAsync(3, Token)).ToArray());
        Assert.Equal(content, await ReadAllAsync(stream, 2));
    }

    [Fact]
    public async Task A_beginning_that_comes_in_pieces_is_waited_for()
    {
        await using var stream = new SourceStream(new Pieces(new MemoryStream([1, 2, 3, 4])));

        Assert.Equal(new byte[] { 1, 2, 3 }, (await stream.PeekAsync(3, Token)).ToArray());
        Assert.Equal(new byte[] { 1, 2, 3, 4 }, await ReadAllAsync(stream, 16));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fault_of_the_source_is_told_from_a_fault_of_storage(bool isHttp)
    {
        Exception fault = isHttp ? new HttpRequestException("Reset.") : new IOException("Reset.");
        await using var stream = new SourceStream(new Broken(fault));

        Assert.Same(fault, (await Assert.ThrowsAsync<SourceBrokenException>(() => ReadAllAsync(stream, 1))).InnerException);
    }

    [Fact]
    public async Task What_is_no_fault_of_the_source_goes_through()
    {
        await using var stream = new SourceStream(new Broken(new OperationCanceledException()));

        await Assert.ThrowsAsync<OperationCanceledException>(() => ReadAllAsync(stream, 1));
    }

    private static async Task<byte[]> ReadAllAsync(SourceStream stream, int atATime)
    {
        var (all, buffer) = (new List<byte>(), new byte[atATime]);
        while (await stream.ReadAsync(buffer, Token) is > 0 and var count)
        {
            all.AddRange(buffer.Take(count));
        }

        return [.. all];
    }

    /// <summary>Returns one byte at a time.</summary>
    private sealed class Pieces(MemoryStream source) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            source.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }

    private sealed class Broken(Exception fault) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(fault);
    }
}
