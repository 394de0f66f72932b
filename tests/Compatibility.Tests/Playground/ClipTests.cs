using System.IO.Compression;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>A video on the page, in a real browser on a real stack.</summary>
public sealed class ClipTests(SharedStack stack) : IDisposable
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
        Assert.True(Read("Frames, one a line").AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]));
        await using var archive = await ZipFile.OpenReadAsync(files.GetProperty("Archive").GetString()!, Token);
        Assert.NotNull(archive.GetEntry("output_manifest.json"));

        await AssertRunsAsync(seen.GetProperty("code").GetString()!);
    }

    private async Task AssertRunsAsync(string code)
    {
        await File.WriteAllTextAsync(Path.Combine(_browser.Downloads, "segment.mjs"), code, Token);
        var (exitCode, output, errors) = await Command.RunAsync("node", ["segment.mjs"], new() { ["SEG_API_KEY"] = TestSetup.ApiKey }, Browser.Patience, _browser.Downloads);

        Assert.True(exitCode == 0, output + errors);
        Assert.Single(Directory.GetFiles(_browser.Downloads, "preview-*.mp4"));
    }
}
