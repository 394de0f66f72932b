using System.Buffers.Binary;
using System.Text;
using SegFunctions.Contract;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Files sent by mistake or on purpose: each is refused with a message, or processed as far as it can be read.</summary>
public sealed class RubbishVideoTests(Films films)
{
    private const string Plain = "-c:v libx264 -g 10";

    [Fact]
    public Task An_empty_file_is_refused() => IsRefusedAsync([], InferenceErrorCode.InputTypeUnsupported, "The input is empty.");

    [Fact]
    public Task A_playlist_of_local_files_is_refused() => IsRefusedAsync(
        "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"u8.ToArray(), InferenceErrorCode.InputTypeUnsupported, "neither an MP4");

    [Fact]
    public Task A_playlist_of_URLs_is_refused() => IsRefusedAsync(
        "#EXTM3U\n#EXTINF:10,\nhttps://example.com/a.ts\n#EXT-X-ENDLIST\n"u8.ToArray(), InferenceErrorCode.InputTypeUnsupported, "neither an MP4");

    [Fact]
    public Task A_list_of_files_to_join_is_refused() => IsRefusedAsync(
        "ffconcat version 1.0\nfile 'https://example.com/a.mp4'\n"u8.ToArray(), InferenceErrorCode.InputTypeUnsupported, "neither an MP4");

    [Fact]
    public Task Sound_alone_is_refused() => IsRefusedAsync(
        File.ReadAllBytes(films.Make("sound.mp4", "-f lavfi -i sine=d=1 -c:a aac")), InferenceErrorCode.InputTypeUnsupported, "has no video");

    [Fact]
    public Task A_file_without_its_frames_is_refused() =>
        IsRefusedAsync(File.ReadAllBytes(Movie())[..300], InferenceErrorCode.InputCorrupt, "truncated or corrupt");

    [Theory]
    [InlineData("none.mkv", "-c:v libx264")]
    [InlineData("none.avi", "-c:v mpeg4")]
    public Task A_video_of_no_frames_is_refused(string name, string encoding) => IsRefusedAsync(
        File.ReadAllBytes(films.Count(name, $"{encoding} -frames:v 0")), InferenceErrorCode.InputCorrupt, "truncated or corrupt");

    [Fact]
    public Task A_movie_cut_before_its_table_of_frames_is_refused()
    {
        var movie = File.ReadAllBytes(Movie());
        return IsRefusedAsync(movie[..(movie.Length / 2)], InferenceErrorCode.InputCorrupt, "truncated or corrupt");
    }

    /// <summary>Its table of frames comes first, and lists more than there are.</summary>
    [Fact]
    public async Task A_movie_cut_after_its_table_of_frames_gives_the_frames_that_are_there()
    {
        var movie = File.ReadAllBytes(films.Count("fast.mp4", $"{Plain} -movflags +faststart"));

        Assert.InRange((await films.ProbeAsync(Write(movie[..(movie.Length * 3 / 4)]))).Times.Count, 10, 80);
    }

    [Fact]
    public Task A_codec_that_is_not_accepted_is_refused() => IsRefusedAsync(
        File.ReadAllBytes(films.Count("cinepak.avi", "-c:v cinepak -s 160x88 -t 0.2")), InferenceErrorCode.InputCorrupt, "its codec is not accepted");

    [Theory]
    [InlineData(100_000, InferenceErrorCode.InputCorrupt, "truncated or corrupt")]
    [InlineData(9_000, InferenceErrorCode.InputTooLarge, "The video has 9000 × 9000 pixels; at most 36 megapixels are accepted.")]
    public Task A_header_with_too_many_pixels_is_refused(int side, InferenceErrorCode code, string sentence) => IsRefusedAsync(WithSide(side), code, sentence);

    [Fact]
    public async Task A_truncated_transport_stream_gives_the_frames_that_are_there()
    {
        var whole = File.ReadAllBytes(films.Count("whole.ts", Plain));
        var path = Write(whole[..(whole.Length / 2)]);
        var clip = await films.ProbeAsync(path);

        Assert.InRange(clip.Times.Count, 10, 80);
    }

    [Fact]
    public async Task Subtitles_and_a_cover_are_left_alone()
    {
        var subtitles = Path.Combine(films.Folder, "bomb.srt");
        await File.WriteAllLinesAsync(
            subtitles,
            Enumerable.Range(1, 20_000).SelectMany(number => new[] { $"{number}", $"00:00:00,{number % 1000:D3} --> 00:00:03,000", new string('x', 200), string.Empty }),
            TestContext.Current.CancellationToken);
        var cover = films.Make("cover.png", "-f lavfi -i color=red:s=600x600:d=1 -frames:v 1");
        var path = films.Make("bomb.mkv", $"-i {Movie()} -i {subtitles} -attach {cover} -metadata:s:t mimetype=image/png -c:v copy -c:s srt");
        var clip = await films.ProbeAsync(path);

        Assert.Equal((160, 90, 90), (clip.Width, clip.Height, clip.Times.Count));
    }

    [Fact]
    public async Task Frames_are_counted_and_not_taken_from_the_header()
    {
        var movie = File.ReadAllBytes(films.Count("lying.avi", "-c:v mpeg4 -t 1"));
        var header = movie.AsSpan().IndexOf("avih"u8);
        BinaryPrimitives.WriteInt32LittleEndian(movie.AsSpan(header + 8 + 16), 100_000);
        var stream = movie.AsSpan().IndexOf("strh"u8);
        BinaryPrimitives.WriteInt32LittleEndian(movie.AsSpan(stream + 8 + 32), 100_000);

        Assert.Equal(30, (await films.ProbeAsync(Write(movie))).Times.Count);
    }

    [Fact]
    public async Task Too_long_a_video_is_refused()
    {
        var limited = new VideoProber(new Ffmpeg(VideoLimits.Default with { MaxDuration = TimeSpan.FromSeconds(2) }));
        var refused = await Assert.ThrowsAsync<InferenceException>(() => limited.ProbeAsync(
            ClipFile.Open(Movie()), new(5, null, 100), [], hasWords: true, TestContext.Current.CancellationToken));

        Assert.Equal((InferenceErrorCode.InputTooLarge, "The video is 3 seconds long; at most 2 are accepted."), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task Too_many_frames_are_refused()
    {
        var limited = new VideoProber(new Ffmpeg(VideoLimits.Default with { MaxSourceFrames = 20 }));
        var refused = await Assert.ThrowsAsync<InferenceException>(() => limited.ProbeAsync(
            ClipFile.Open(Movie()), new(5, null, 100), [], hasWords: true, TestContext.Current.CancellationToken));

        Assert.Equal(InferenceErrorCode.InputTooLarge, refused.Code);
    }

    [Fact]
    public async Task A_frame_that_the_video_lacks_is_named()
    {
        var refused = await Assert.ThrowsAsync<InferenceException>(() => films.ProbeAsync(Movie(), marked: [90]));

        Assert.Equal(
            (InferenceErrorCode.FrameOutsideVideo, "A prompt is on frame 90, but the video has 90 frames, the first of which is frame 0."),
            (refused.Code, refused.Message));
    }

    private string Movie() => films.Count("plain.mp4", Plain);

    private async Task IsRefusedAsync(byte[] content, InferenceErrorCode code, string sentence)
    {
        var refused = await Assert.ThrowsAsync<InferenceException>(() => films.ProbeAsync(Write(content)));

        Assert.Equal(code, refused.Code);
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(films.Folder, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A valid movie with a codec that takes its size from the header, where it is wrong.</summary>
    private byte[] WithSide(int side)
    {
        var movie = File.ReadAllBytes(films.Count("sized.avi", "-c:v msmpeg4 -t 0.5"));
        foreach (var (chunk, offset) in new[] { ("avih", 32), ("strf", 4) })
        {
            var at = movie.AsSpan().IndexOf(Encoding.ASCII.GetBytes(chunk)) + 8 + offset;
            BinaryPrimitives.WriteInt32LittleEndian(movie.AsSpan(at), side);
            BinaryPrimitives.WriteInt32LittleEndian(movie.AsSpan(at + 4), side);
        }

        return movie;
    }

    private string Write(byte[] content)
    {
        var path = Path.Combine(films.Folder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, content);
        return path;
    }
}
