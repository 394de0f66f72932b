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

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(8, 8)]
    [InlineData(9, 9)]
    [InlineData(10, 5)]
    public void Detectors_look_at_the_ends_of_a_chunk_and_half_way_through_a_long_one(int chunk, int gap)
    {
        var clip = new Clip(2, 2, 30, 20, null, 0, new ClipColors("bt709", null), new TickLength(1, 30), [0], true, [0], chunk, 1, false);

        Assert.Equal(gap, clip.KeyGap);
    }
}
