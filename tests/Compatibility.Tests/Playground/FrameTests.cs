using System.Globalization;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>How the page counts a clip's frames, compared with ffprobe, which the worker counts them with.</summary>
public sealed class FrameTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("frames-");

    private static string[] Film { get; } =
        ["-f", "lavfi", "-i", "testsrc=size=128x96:rate=30:duration=1.5", "-f", "lavfi", "-i", "sine=duration=1.5", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-c:a", "aac"];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("even.mp4", "-bf 0")]
    [InlineData("reordered.mp4", "-bf 3")]
    [InlineData("television.mov", "-r 30000/1001")]
    [InlineData("uneven.mp4", "-vf setpts='if(lt(N,9),N,9+(N-9)*2.7)/30/TB' -fps_mode passthrough -enc_time_base 1:90000")]
    [InlineData("silent.mp4", "-an -movflags +faststart")]
    [InlineData("late.mp4", "-output_ts_offset 0.4")]
    [InlineData("reordered.mkv", "-bf 3")]
    [InlineData("late.mkv", "-output_ts_offset 0.4")]
    [InlineData("hidden.webm", "-c:v libvpx -auto-alt-ref 1 -lag-in-frames 16 -b:v 300k -c:a libopus")]
    [InlineData("packed.webm", "-c:v libvpx-vp9 -auto-alt-ref 1 -lag-in-frames 16 -b:v 300k -c:a libopus")]
    [InlineData("live.webm", "-c:v libvpx -deadline realtime -live 1 -c:a libopus")]
    [InlineData("uneven.webm", "-vf setpts='if(lt(N,9),N,9+(N-9)*2.7)/30/TB' -fps_mode passthrough -c:v libvpx -an")]
    public async Task The_file_itself_says_when_each_frame_is_shown(string name, string how)
    {
        var clip = Path.Combine(_folder.FullName, name);
        await MakeAsync([.. Film, .. how.Split(' '), clip]);

        await AssertCountedAsync(clip);
    }

    /// <summary>The part cut off at the start is in the file: it is decoded but not shown.</summary>
    [Theory]
    [InlineData(0.7)]
    [InlineData(1.1)]
    public async Task What_an_edit_leaves_out_is_not_counted(double seconds)
    {
        var (whole, clip) = (Path.Combine(_folder.FullName, "whole.mp4"), Path.Combine(_folder.FullName, "cut.mp4"));
        await MakeAsync([.. Film, "-g", "60", whole]);
        await MakeAsync(["-ss", seconds.ToString(CultureInfo.InvariantCulture), "-i", whole, "-c", "copy", clip]);

        await AssertCountedAsync(clip);
    }

    [Theory]
    [InlineData("fragments.mp4", "-movflags +frag_keyframe+empty_moov")]
    [InlineData("other.avi", "-bf 0")]
    public async Task Of_other_files_it_says_nothing(string name, string how)
    {
        var clip = Path.Combine(_folder.FullName, name);
        await MakeAsync([.. Film, .. how.Split(' '), clip]);

        Assert.Equal(JsonValueKind.Null, (await ReadAsync(clip)).ValueKind);
    }

    [Fact]
    public async Task Of_a_broken_file_it_says_nothing()
    {
        var clip = Path.Combine(_folder.FullName, "broken.mp4");
        await MakeAsync([.. Film, clip]);
        var bytes = await File.ReadAllBytesAsync(clip, TestContext.Current.CancellationToken);
        var table = bytes.AsSpan().IndexOf("stts"u8);
        bytes.AsSpan(table + 8, 4).Fill(0x7F);
        await File.WriteAllBytesAsync(clip, bytes, TestContext.Current.CancellationToken);

        Assert.Equal(JsonValueKind.Null, (await ReadAsync(clip)).ValueKind);
    }

    private static async Task MakeAsync(params string[] arguments)
    {
        var made = await Command.RunAsync(await DebianPrograms.GetFfmpegAsync(), ["-v", "error", .. arguments], [], Browser.Patience);
        Assert.True(made.ExitCode == 0, made.Errors);
    }

    private static async Task<JsonElement> ReadAsync(string clip)
    {
        var scripts = Browser.Packages.Source;
        var (exitCode, output, errors) = await Command.RunAsync(
            "node", [Path.Combine(scripts, "frames.mjs"), Path.Combine(scripts, "wwwroot"), clip], [], Browser.Patience);
        Assert.True(exitCode == 0, errors);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    private static async Task AssertCountedAsync(string clip)
    {
        var ffmpeg = await DebianPrograms.GetFfmpegAsync();
        var (exitCode, output, errors) = await Command.RunAsync(
            Path.Combine(Path.GetDirectoryName(ffmpeg)!, "ffprobe"),
            ["-v", "error", "-select_streams", "V:0", "-show_entries", "frame=best_effort_timestamp_time", "-of", "csv=p=0", clip],
            [],
            Browser.Patience);
        Assert.True(exitCode == 0, errors);
        var decoded = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)).ToList();

        var counted = (await ReadAsync(clip)).EnumerateArray().Select(time => time.GetDouble()).ToList();

        Assert.Equal(decoded.Count, counted.Count);
        Assert.All(decoded.Zip(counted), pair => Assert.Equal(pair.First, pair.Second, 0.002));
    }
}
