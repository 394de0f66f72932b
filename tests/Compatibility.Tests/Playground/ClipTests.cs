using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>A video on the page, in a real browser on a real stack.</summary>
[Collection<PageStack>]
public sealed class ClipTests(PageStack stack) : IDisposable
{
    private const double Seconds = 0.8;

    private readonly Browser _browser = new(stack);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_clip_is_dropped_followed_by_a_word_played_and_downloaded()
    {
        var clip = Path.Combine(_browser.Downloads, "clip.mp4");
        await File.WriteAllBytesAsync(clip, await TestClip.MakeAsync(Seconds), Token);

        var seen = await _browser.PlayAsync("clip", "follow", clip);

        Assert.True(seen.GetProperty("hidden").GetBoolean());
        var objects = seen.GetProperty("objects").EnumerateArray().Select(entry => entry.GetString()!).ToList();
        Assert.NotEmpty(objects);
        Assert.All(objects, entry => Assert.Matches("^boat [0-9]+, frames [0-9]+ to [0-9]+$", entry));
        var told = seen.GetProperty("told").EnumerateArray().Select(entry => entry.GetString()!.TrimEnd()).ToList();
        Assert.Contains("2 of 4 frames. 2/4", told);
        Assert.EndsWith("found in 4 frames.", told[^1], StringComparison.Ordinal);
        Assert.True(seen.GetProperty("isAnother").GetBoolean());
        Assert.Equal((320, 240), (seen.GetProperty("played").GetProperty("width").GetInt32(), seen.GetProperty("played").GetProperty("height").GetInt32()));
        Assert.InRange(seen.GetProperty("played").GetProperty("at").GetDouble(), Seconds - 0.3, Seconds + 0.3);
        Assert.Equal("[]", seen.GetProperty("violations").GetRawText());

        var files = seen.GetProperty("files");
        byte[] Read(string kind) => File.ReadAllBytes(files.GetProperty(kind).GetString()!);
        Assert.True(Read("Preview").AsSpan(4).StartsWith("ftyp"u8));
        Assert.Equal(4, JsonSerializer.Deserialize<JsonElement>(Read("Masks")).GetProperty("frames").GetArrayLength());
        Assert.True(Read("Frames, one per line").AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]));
        await using var archive = await ZipFile.OpenReadAsync(files.GetProperty("Archive").GetString()!, Token);
        Assert.NotNull(archive.GetEntry("output_manifest.json"));

        await AssertRunsAsync(seen.GetProperty("code").GetString()!, "segment.mjs", "node", "segment.mjs");
    }

    [Fact]
    public async Task Objects_are_marked_on_frames_of_a_clip_and_followed()
    {
        var clip = Path.Combine(_browser.Downloads, "clip.mp4");
        await File.WriteAllBytesAsync(clip, await TestClip.MakeAsync(Seconds), Token);

        var seen = await _browser.PlayAsync("clip", "mark", clip);

        Assert.Equal(["Object 1: 1 box, on frame 1"], Strings(seen, "boxed"));
        Assert.Equal("Object 2 needs a click inside it, or a box.", seen.GetProperty("refused").GetString());
        Assert.Equal("Refine object 1", seen.GetProperty("refining").GetString());
        Assert.Equal(["Object 1: 1 box, 1 point, on frame 1, 3", "Object 2: 1 point, on frame 3"], Strings(seen, "listed"));
        Assert.Equal("[]", seen.GetProperty("violations").GetRawText());
        var request = Assert.Single(seen.GetProperty("posted").EnumerateArray());
        Assert.Equal("video", request.GetProperty("type").GetString());
        var box = Assert.Single(request.GetProperty("boxes").EnumerateArray());
        Assert.Equal((1, 1), (box.GetProperty("object").GetInt32(), box.GetProperty("frame").GetInt32()));
        Assert.Equal(0.35, box.GetProperty("x1").GetDouble(), 0.01);
        Assert.Equal([(1, 3, 0), (2, 3, 1)], request.GetProperty("points").EnumerateArray()
            .Select(point => (point.GetProperty("object").GetInt32(), point.GetProperty("frame").GetInt32(), point.GetProperty("label").GetInt32())));
        Assert.Matches("^2 found in [2-6] frames[.]", seen.GetProperty("said").GetString());
        Assert.Equal(2, Strings(seen, "objects").Length);
        Assert.True(seen.GetProperty("plays").GetBoolean());
        Assert.Equal(Strings(seen, "listed"), Strings(seen, "corrected"));
        Assert.Equal(Strings(seen, "listed"), Strings(seen, "returned"));

        // The film was stopped in the middle of a frame, and goes on where that frame begins.
        Assert.Equal(0.6, seen.GetProperty("again").GetDouble(), 0.01);

        var code = seen.GetProperty("code");
        await AssertRunsAsync(code.GetProperty("curl").GetString()!, "segment.sh", "bash", "segment.sh");
        await AssertRunsAsync(code.GetProperty("javascript").GetString()!, "segment.mjs", "node", "segment.mjs");
        await AssertRunsAsync(code.GetProperty("python").GetString()!, "segment.py", "python3", "segment.py");
        await AssertRunsAsync(code.GetProperty("csharp").GetString()!, "segment.cs", "dotnet", "run", "segment.cs");
    }

    [Fact]
    public async Task The_keyboard_alone_marks_frames()
    {
        var clip = Path.Combine(_browser.Downloads, "clip.mp4");
        await File.WriteAllBytesAsync(clip, await TestClip.MakeAsync(Seconds), Token);

        var seen = await _browser.PlayAsync("clip", "keyboard", clip);

        Assert.Equal("Frame 2 of 0 to 7, 0.20 s", seen.GetProperty("slider").GetString());
        Assert.Equal("Frame 2 of clip clip.mp4", seen.GetProperty("canvas").GetString());
        Assert.Equal(["Object 1: 2 points, on frame 2", "Object 2: 1 box, on frame 2"], Strings(seen, "listed"));
        Assert.Equal("[]", seen.GetProperty("violations").GetRawText());
        Assert.False(seen.GetProperty("sideways").GetBoolean());
    }

    /// <summary>Frames of different lengths, displayed in a different order than stored, some of which an edit list leaves out or nobody sees.</summary>
    [Theory]
    [InlineData("clip.mp4", "-c:v libx264 -qp 4 -enc_time_base 1:90000", 6)]
    [InlineData("clip.webm", "-c:v libvpx -b:v 2M -qmax 8 -auto-alt-ref 1 -lag-in-frames 16", 0)]
    public async Task The_frame_on_the_stage_is_the_one_that_is_told(string name, string how, int first)
    {
        const int Step = 8;
        const string Uneven = "setpts='if(lt(N,9),N,9+(N-9)*2.7)/30/TB'";
        var (whole, clip) = (Path.Combine(_browser.Downloads, "whole-" + name), Path.Combine(_browser.Downloads, name));
        await RunAsync(await DebianPrograms.GetFfmpegAsync(), [
            "-v", "error", "-f", "lavfi", "-i", $"color=gray:size=64x48:rate=30:duration=0.8,geq=lum=16+N*{Step}:cb=128:cr=128,{Uneven}",
            "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-g", "60", .. how.Split(' '), whole]);
        await RunAsync(await DebianPrograms.GetFfmpegAsync(), "-v", "error", "-ss", (first / 30.0).ToString(CultureInfo.InvariantCulture), "-i", whole, "-c", "copy", clip);

        var seen = await _browser.PlayAsync("clip", "frames", clip);

        var grays = seen.GetProperty("grays").EnumerateArray().Select(gray => (int)Math.Round(gray.GetInt32() * 219 / 255.0 / Step)).ToList();
        Assert.Equal(Enumerable.Range(first, 24 - first), grays);
    }

    [Fact]
    public async Task Of_a_clip_in_fragments_only_the_first_frame_is_offered()
    {
        var (whole, clip) = (Path.Combine(_browser.Downloads, "whole.mp4"), Path.Combine(_browser.Downloads, "clip.mp4"));
        await File.WriteAllBytesAsync(whole, await TestClip.MakeAsync(Seconds), Token);
        await RunAsync(await DebianPrograms.GetFfmpegAsync(), "-v", "error", "-i", whole, "-c", "copy", "-movflags", "+frag_keyframe+empty_moov", clip);

        var seen = await _browser.PlayAsync("clip", "frames", clip);

        Assert.Single(seen.GetProperty("grays").EnumerateArray());
        Assert.Contains("only the first one", seen.GetProperty("said").GetString(), StringComparison.Ordinal);
    }

    private static string[] Strings(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    private async Task RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output, errors) = await Command.RunAsync(program, arguments, new() { ["SEG_API_KEY"] = TestSetup.ApiKey }, Browser.Patience, _browser.Downloads);
        Assert.True(exitCode == 0, output + errors);
    }

    /// <summary>The film that the test writes is deleted.</summary>
    private async Task AssertRunsAsync(string code, string file, string program, params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(_browser.Downloads, file), code, Token);
        await RunAsync(program, arguments);

        File.Delete(Assert.Single(Directory.GetFiles(_browser.Downloads, "preview-*.mp4")));
    }
}
