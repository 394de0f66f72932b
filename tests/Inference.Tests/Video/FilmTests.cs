using System.Diagnostics;
using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Rendering;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Films of a square that is known to move, rendered in pieces and put together, and read back by ffmpeg.</summary>
public sealed class FilmTests(Films films)
{
    private const int Pieces = 3;
    private const int SquareSide = 40;
    private const int TopOfSquare = 20;

    // Uneven: every frame for a second, then every other one. With sound that starts earlier than the pictures.
    private const string Uneven =
        "-f lavfi -i sine=d=3 -f lavfi -i color=gray:s=160x90:r=30:d=2.5,select='lt(n,30)+not(mod(n,2))',setpts=PTS+0.2/TB -fps_mode passthrough -c:v libx264 -pix_fmt yuv420p";

    [Fact]
    public async Task A_preview_has_the_clips_size_its_times_and_its_sound()
    {
        var path = films.Make("uneven-aac.mp4", $"{Uneven} -c:a aac");
        var made = await RenderAsync(path, VideoFiles.Preview);

        var film = Path.Combine(made.Folder, VideoNames.Preview);
        var clip = await films.ProbeAsync(film);
        Assert.Equal((160, 90, "aac"), (clip.Width, clip.Height, clip.Audio));
        Assert.Equal(Times(made.Clip), Times(clip), (wanted, read) => Math.Abs(wanted - read) < 0.0005);
        Assert.Equal(made.Clip.Delay, clip.Delay, 0.03);
        Assert.Equal("h264,yuv420p,bt709", Ask(film, "stream=codec_name,pix_fmt,color_space", "v"));
    }

    [Theory]
    [InlineData("pcm.avi", "-c:v mpeg4 -c:a pcm_s16le", "aac")]
    [InlineData("opus.mkv", "-c:v libx264 -c:a libopus", "aac")]
    public async Task Sound_that_an_MP4_does_not_take_is_encoded_anew(string name, string encoding, string codec)
    {
        var path = films.Make(name, $"-f lavfi -i color=gray:s=64x64:d=0.5 -f lavfi -i sine=d=0.5 {encoding}");
        var made = await RenderAsync(path, VideoFiles.Preview);

        Assert.Equal(codec, (await films.ProbeAsync(Path.Combine(made.Folder, VideoNames.Preview))).Audio);
    }

    [Fact]
    public async Task An_odd_size_gets_a_column_and_a_row_more()
    {
        var path = films.Make("odd.mkv", "-f lavfi -i color=gray:s=161x91:d=0.5,format=yuv444p -c:v libvpx-vp9 -lossless 1 -deadline realtime -cpu-used 8");
        var made = await RenderAsync(path, VideoFiles.Preview);
        var film = await films.ProbeAsync(Path.Combine(made.Folder, VideoNames.Preview));

        Assert.Equal((161, 91), (made.Clip.Width, made.Clip.Height));
        Assert.Equal((162, 92), (film.Width, film.Height));
    }

    [Fact]
    public async Task A_mask_between_two_processed_frames_is_between_their_places()
    {
        var path = films.Make("uneven-aac.mp4", $"{Uneven} -c:a aac");
        var made = await RenderAsync(path, VideoFiles.Mask);
        var film = Path.Combine(made.Folder, VideoNames.Mask);
        var clip = await films.ProbeAsync(film);

        // Half way between the samples 0 and 1, which are six frames apart.
        var pixels = await ReadAsync(film, clip, 3);
        var (left, right) = (pixels.First.IndexOf((byte)255), pixels.First.LastIndexOf((byte)255));
        Assert.InRange(left, LeftOf(0) + (StepOf(made.Clip) / 2) - 2, LeftOf(0) + (StepOf(made.Clip) / 2) + 2);
        Assert.InRange(right - left + 1, SquareSide - 3, SquareSide + 3);
    }

    [Fact]
    public async Task A_film_of_the_masks_is_white_on_black_and_has_the_clips_size_and_its_times()
    {
        const int Edge = 2;
        var path = films.Make("uneven-aac.mp4", $"{Uneven} -c:a aac");
        var made = await RenderAsync(path, VideoFiles.Mask);
        var film = Path.Combine(made.Folder, VideoNames.Mask);
        var clip = await films.ProbeAsync(film);

        Assert.Equal((160, 90), (clip.Width, clip.Height));
        Assert.Equal(Times(made.Clip), Times(clip), (wanted, read) => Math.Abs(wanted - read) < 0.0005);

        // Of a processed frame, so that nothing is between two places; encoding softens the square's edge.
        var (left, top) = (LeftOf(1), TopOfSquare);
        var pixels = await ReadPixelsAsync(film, clip, made.Clip.Samples[1]);
        for (var y = 0; y < clip.Height; y++)
        {
            for (var x = 0; x < clip.Width; x++)
            {
                var inside = Math.Min(Math.Min(x - left, left + SquareSide - 1 - x), Math.Min(y - top, top + SquareSide - 1 - y));
                var (darkest, lightest) = inside >= Edge ? (235, 255) : inside < -Edge ? (0, 20) : (0, 255);
                Assert.All(pixels.AsSpan(((y * clip.Width) + x) * 3, 3).ToArray(), value => Assert.InRange(value, darkest, lightest));
            }
        }
    }

    [Fact]
    public async Task A_cutout_is_transparent_where_no_object_is_and_keeps_its_colors()
    {
        var path = films.Make("colored.mp4", "-f lavfi -i color=red:s=160x90:r=30:d=0.5 -f lavfi -i sine=d=0.5 -c:v libx264 -c:a aac");
        var made = await RenderAsync(path, VideoFiles.Cutout);
        var film = Path.Combine(made.Folder, VideoNames.Cutout);

        Assert.Equal("opus", Ask(film, "stream=codec_name", "a"));
        using var decoder = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-v", "error", "-c:v", "libvpx-vp9", "-i", film, "-frames:v", "1", "-pix_fmt", "rgba", "-f", "rawvideo", "pipe:1"])
        { RedirectStandardOutput = true })!;
        var pixels = new byte[160 * 90 * 4];
        await decoder.StandardOutput.BaseStream.ReadExactlyAsync(pixels, TestContext.Current.CancellationToken);
        var (inside, outside) = (pixels.AsSpan(((45 * 160) + LeftOf(0) + 20) * 4, 4).ToArray(), pixels.AsSpan(((45 * 160) + 150) * 4, 4).ToArray());
        Assert.InRange(inside[0], 235, 255);
        Assert.InRange(inside[1], 0, 20);
        Assert.InRange(inside[3], 250, 255);
        Assert.InRange(outside[3], 0, 5);
    }

    private static int LeftOf(int sample) => 10 + (6 * sample);

    private static int StepOf(Clip clip) => clip.Samples.Count > 1 ? LeftOf(1) - LeftOf(0) : 0;

    private static List<double> Times(Clip clip) => [.. Enumerable.Range(0, clip.Times.Count).Select(clip.SecondsOf)];

    private async Task<(Clip Clip, string Folder)> RenderAsync(string path, VideoFiles files)
    {
        var clip = await films.ProbeAsync(path) with { Pieces = Pieces };
        var folder = Directory.CreateDirectory(Path.Combine(films.Folder, Guid.NewGuid().ToString("N"))).FullName;
        var (file, token) = (ClipFile.Open(path), TestContext.Current.CancellationToken);
        var pieces = new List<string>();
        for (var piece = 0; piece < Pieces; piece++)
        {
            pieces.Add(Directory.CreateDirectory(Path.Combine(folder, piece.ToString(CultureInfo.InvariantCulture))).FullName);
            await new FilmRenderer(films.Ffmpeg, file, clip).RenderAsync(MovingSquare(clip), files, piece, pieces[^1], token);
        }

        await new FilmJoiner(films.Ffmpeg, file, clip).JoinAsync(files, pieces, folder, token);
        return (clip, folder);
    }

    private static async IAsyncEnumerable<VideoFrame> MovingSquare(Clip clip)
    {
        for (var sample = 0; sample < clip.Samples.Count; sample++)
        {
            var mask = new BinaryMask(clip.Width, clip.Height);
            for (var y = TopOfSquare; y < TopOfSquare + SquareSide; y++)
            {
                mask.Fill(y, LeftOf(sample), Math.Min(clip.Width, LeftOf(sample) + SquareSide), value: true);
            }

            var rle = new MaskRle([clip.Height, clip.Width], CocoRle.FromMask(mask).ToText());
            yield return new VideoFrame(
                sample, clip.Samples[sample], clip.SecondsOfSample(sample), [new VideoFrameObject(1, "box", "box", 0.9, [0.1, 0.2, 0.4, 0.7], rle)]);
            await Task.Yield();
        }
    }

    /// <summary>A row in the middle of the square, its red alone.</summary>
    private async Task<(List<byte> First, int Width)> ReadAsync(string film, Clip clip, int frame)
    {
        var pixels = await ReadPixelsAsync(film, clip, frame);
        return ([.. Enumerable.Range(0, clip.Width).Select(x => pixels[((40 * clip.Width) + x) * 3] >= 128 ? (byte)255 : (byte)0)], clip.Width);
    }

    private async Task<byte[]> ReadPixelsAsync(string film, Clip clip, int frame)
    {
        await foreach (var pixels in new FrameReader(films.Ffmpeg, ClipFile.Open(film), clip)
            .ReadAsync([frame], (clip.Width, clip.Height), TestContext.Current.CancellationToken))
        {
            return pixels;
        }

        throw new InvalidOperationException("No frame.");
    }

    private static string Ask(string path, string entries, string stream)
    {
        using var probe = Process.Start(new ProcessStartInfo(
            "ffprobe", ["-v", "error", "-select_streams", stream, "-show_entries", entries, "-of", "csv=p=0", path])
        { RedirectStandardOutput = true })!;
        return probe.StandardOutput.ReadToEnd().Trim();
    }
}
