using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Tests.Video;

public sealed class ChunkLengthTests
{
    [Theory]
    [InlineData(1, 4, 5)]
    [InlineData(4, 4, 5)]
    [InlineData(5, 4, 10)]
    [InlineData(6, 8, 9)]
    [InlineData(30, 8, 9)]
    public void Chunks_of_words_are_twice_as_long_where_two_of_them_take_two_seconds(int fps, int marks, int words)
    {
        List<double> samples = [.. Enumerable.Range(0, 40).Select(index => Math.Round((double)index / fps, 3))];

        Assert.Equal((marks, words), (VideoProber.ChunkLengthOf(samples, hasWords: false), VideoProber.ChunkLengthOf(samples, hasWords: true)));
    }
}
