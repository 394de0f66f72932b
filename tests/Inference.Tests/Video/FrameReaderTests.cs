using System.Buffers.Binary;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Clips in which every frame shows its number: what is read is compared with what was requested.</summary>
public sealed class FrameReaderTests(Films films)
{
    private const string LongGroups = "-c:v libx264 -qp 0 -bf 3 -g 40";

    // Neighbors' grays differ by 2, and codecs round.
    private const double Tolerance = 0.9;

    [Theory]
    [InlineData("count.mp4", LongGroups)]
    [InlineData("count.mkv", LongGroups)]
    [InlineData("count.ts", LongGroups)]
    [InlineData("count.webm", "-c:v libvpx-vp9 -lossless 1 -deadline realtime -cpu-used 8")]
    [InlineData("count.avi", "-c:v mpeg4 -q:v 1 -bf 2")]
    [InlineData("count.mov", "-c:v prores_ks")]
    [InlineData("late.mp4", "-c:v libx264 -qp 0 -bf 3 -g 40 -output_ts_offset 7.3")]
    public async Task Reads_the_frames_that_were_asked_for(string name, string encoding)
    {
        var path = films.Count(name, encoding);
        var clip = await films.ProbeAsync(path);
        Assert.Equal(90, clip.Times.Count);
        Assert.Equal((160, 90), (clip.Width, clip.Height));

        foreach (int[] frames in new int[][] { [0, 6, 12], [41, 42, 43, 44], [7], [78, 84, 89], [.. Enumerable.Range(60, 30)] })
        {
            Assert.Equal(frames.Select(frame => (double)frame), await ReadAsync(path, clip, frames), (wanted, read) => Math.Abs(wanted - read) < Tolerance);
        }
    }

    /// <summary>As many as a fast machine reads at a time.</summary>
    [Fact]
    public async Task Reads_more_than_a_hundred_frames_that_are_not_neighbors()
    {
        var path = films.Make("long.mp4", $"-f lavfi -i color=s=160x90:r=30:d=8,format=gray,geq=lum=20*mod(N\\,12),format=yuv420p {LongGroups}");
        var clip = await films.ProbeAsync(path);
        int[] frames = [.. Enumerable.Range(0, 120).Select(frame => 2 * frame)];

        Assert.Equal(frames.Select(frame => 10.0 * (frame % 12)), await ReadAsync(path, clip, frames), (wanted, read) => Math.Abs(wanted - read) < Tolerance);
    }

    [Fact]
    public async Task Knows_the_uneven_times_of_a_clip()
    {
        var path = films.Make("uneven.mkv", "-f lavfi -i color=s=160x90:r=30:d=3,format=gray,geq=lum=2*N,format=yuv420p,select='lt(n,30)+gt(n,60)' -fps_mode passthrough -c:v libx264 -qp 0");
        var clip = await films.ProbeAsync(path);

        Assert.Equal(59, clip.Times.Count);
        Assert.Equal(61 / 30.0, clip.SecondsOf(30), 0.002);
        Assert.Equal([29, 61, 62], await ReadAsync(path, clip, [29, 30, 31]), (wanted, read) => Math.Abs(wanted - read) < Tolerance);
    }

    /// <summary>Both header and tag have the value that ffmpeg is known to interpret; a frame shows the result.</summary>
    [Theory]
    [InlineData("90", 90, 160)]
    [InlineData("180", 160, 90)]
    [InlineData("270", 90, 160)]
    public async Task A_turned_clip_has_the_size_that_is_shown(string degrees, int width, int height)
    {
        var upright = films.Count("count.mp4", LongGroups);
        var path = films.Make($"turned-{degrees}.mp4", $"-i {upright} -c copy -metadata:s:v rotate={degrees}");
        var clip = await films.ProbeAsync(path);

        Assert.Equal((width, height), (clip.Width, clip.Height));
        Assert.Equal([41, 42], await ReadAsync(path, clip, [41, 42]), (wanted, read) => Math.Abs(wanted - read) < Tolerance);
    }

    /// <summary>ffprobe's rotation is the same for the first two, and 0 for the third.</summary>
    [Theory]
    [InlineData(new[] { -1, 0, 0, 0, -1, 0, 160, 90, 1 }, "bottom right")]
    [InlineData(new[] { -1, 0, 0, 0, 1, 0, 160, 0, 1 }, "top right")]
    [InlineData(new[] { 1, 0, 0, 0, -1, 0, 0, 90, 1 }, "bottom left")]
    public async Task A_turned_or_mirrored_clip_is_as_it_is_shown(int[] matrix, string corner)
    {
        var movie = await File.ReadAllBytesAsync(
            films.Make("corner.mp4", "-f lavfi -i color=black:s=160x90:d=0.2,drawbox=w=80:h=45:c=white:t=fill -c:v libx264 -qp 0 -pix_fmt yuv420p"), TestContext.Current.CancellationToken);
        var header = movie.AsSpan().IndexOf("tkhd"u8);
        foreach (var (index, value) in matrix.Index())
        {
            BinaryPrimitives.WriteInt32BigEndian(movie.AsSpan(header + 44 + (4 * index)), value * (index % 3 == 2 ? 1 << 30 : 1 << 16));
        }

        var path = Path.Combine(films.Folder, $"{Guid.NewGuid():N}.mp4");
        await File.WriteAllBytesAsync(path, movie, TestContext.Current.CancellationToken);
        var clip = await films.ProbeAsync(path);
        var pixels = await ReadOneAsync(path, clip, 0);

        Assert.Equal((160, 90), (clip.Width, clip.Height));
        foreach (var (name, at) in new[] { ("top left", 0), ("top right", 159), ("bottom left", 89 * 160), ("bottom right", (90 * 160) - 1) })
        {
            Assert.Equal(name == corner, pixels[3 * at] >= 128);
        }
    }

    /// <summary>Standard definition has the old matrix, and anything larger the new one: the wrong one makes red orange.</summary>
    [Theory]
    [InlineData("720x576", "smpte170m")]
    [InlineData("1280x720", "bt709")]
    public async Task What_says_nothing_of_its_colors_is_read_by_its_size(string size, string matrix)
    {
        var path = films.Make($"untagged-{size}.mkv", $"-f lavfi -i color=red:s={size}:d=0.2,format=gbrp -vf scale=out_color_matrix={matrix}:out_range=tv,format=yuv420p -c:v mpeg4 -q:v 1");
        var pixels = await ReadOneAsync(path, await films.ProbeAsync(path), 0);

        Assert.Equal([255, 0, 0], pixels.AsSpan(0, 3).ToArray().Select(value => (int)value), (wanted, read) => Math.Abs(wanted - read) <= 6);
    }

    [Theory]
    [InlineData("yuv420p", "bt709")]
    [InlineData("yuv420p", "smpte170m")]
    [InlineData("yuv420p10le", "bt709")]
    public async Task Colors_and_white_come_out_as_they_were(string format, string matrix)
    {
        var conversion = matrix == "bt709" ? "bt709" : "smpte170m";
        var path = films.Make(
            $"colors-{format}-{matrix}.mp4",
            $"-f lavfi -i color=red:s=161x91:d=0.2,drawbox=x=80:w=81:h=91:c=white:t=fill,format=gbrp -vf scale=160:90:flags=neighbor:out_color_matrix={conversion}:out_range=tv,format={format} -c:v libx264 -qp 0 -colorspace {matrix}");
        var clip = await films.ProbeAsync(path);
        var pixels = await ReadOneAsync(path, clip, 0);

        Assert.Equal([255, 0, 0], pixels.AsSpan(0, 3).ToArray().Select(value => (int)value), (wanted, read) => Math.Abs(wanted - read) <= 3);
        Assert.Equal([255, 255, 255], pixels.AsSpan(^3..).ToArray().Select(value => (int)value), (wanted, read) => Math.Abs(wanted - read) <= 1);
    }

    /// <summary>Half of PQ's scale is 93 cd/m², and half of HLG's 50: less than the white of a page, and gray; read as they are, both are 127.</summary>
    [Theory]
    [InlineData("smpte2084")]
    [InlineData("arib-std-b67")]
    public async Task High_dynamic_range_is_brought_down_to_a_screens(string transfer)
    {
        var path = films.Make(
            $"hdr-{transfer}.mkv",
            $"-f lavfi -i color=gray:s=64x64:d=0.2,format=yuv420p10le -c:v libx264 -colorspace bt2020nc -color_primaries bt2020 -color_trc {transfer}");
        var clip = await films.ProbeAsync(path);
        var pixels = await ReadOneAsync(path, clip, 0);

        Assert.All(pixels, value => Assert.InRange(value, 135, 210));
    }

    private async Task<List<double>> ReadAsync(string path, Clip clip, int[] frames)
    {
        var read = new List<double>();
        await foreach (var pixels in new FrameReader(films.Ffmpeg, ClipFile.Open(path), clip)
            .ReadAsync(frames, (clip.Width, clip.Height), TestContext.Current.CancellationToken))
        {
            read.Add(pixels.Average(value => (double)value) / 2);
        }

        return read;
    }

    private async Task<byte[]> ReadOneAsync(string path, Clip clip, int frame)
    {
        await foreach (var pixels in new FrameReader(films.Ffmpeg, ClipFile.Open(path), clip)
            .ReadAsync([frame], (clip.Width, clip.Height), TestContext.Current.CancellationToken))
        {
            return [.. pixels];
        }

        throw new InvalidOperationException("No frame.");
    }
}
