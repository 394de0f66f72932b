using System.IO.Compression;
using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>The page in a real browser on a real stack.</summary>
[Collection<PageStack>]
public sealed class PlaygroundTests(PageStack stack) : IDisposable
{
    private readonly Browser _browser = new(stack);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_newcomer_finds_clicks_boxes_renames_and_downloads()
    {
        var seen = await RunAsync("firstMinute");
        var words = Strings(seen, "words");

        Assert.True(words.Length >= 3);
        Assert.All(words, word => Assert.Equal("boat", word));
        Assert.Equal([.. words, "point"], Strings(seen, "clicked"));
        Assert.Equal([.. words, "point"], Strings(seen, "refined"));
        Assert.Equal([.. words, "point", "box"], Strings(seen, "boxed"));
        Assert.Equal("ship", seen.GetProperty("renamed").GetString());
        Assert.Equal(3, new[] { "masked", "dimmed", "bare" }.Select(name => seen.GetProperty(name).GetRawText()).Distinct().Count());
        Assert.True(seen.GetProperty("jobs").GetInt32() >= 4);

        var files = seen.GetProperty("files");
        string PathOf(string kind) => files.GetProperty(kind).GetString()!;
        using var mask = Image.NewFromFile(PathOf("Mask"));
        using var cutout = Image.NewFromFile(PathOf("Cut-out"));
        Assert.Equal((1200, 960), (mask.Width, mask.Height));
        Assert.Equal(4, cutout.Bands);
        Assert.Equal([960, 1200], Read(PathOf("RLE")).GetProperty("size").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal("ship", Read(PathOf("Polygons")).GetProperty("name").GetString());
        Assert.Contains("<title>ship</title>", await File.ReadAllTextAsync(PathOf("SVG"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(words.Length + 2, Read(PathOf("COCO")).GetProperty("annotations").GetArrayLength());
        await using var archive = await ZipFile.OpenReadAsync(PathOf("Archive"), TestContext.Current.CancellationToken);
        Assert.NotNull(archive.GetEntry("output_manifest.json"));
    }

    [Fact]
    public async Task What_was_found_is_refined_under_its_name_by_clicks_without_a_right_button_or_a_drag()
    {
        var seen = await RunAsync("refine");
        var words = Strings(seen, "twice");
        string[] renamed = [words[0], "yacht", .. words[2..]];

        Assert.InRange(words.Length, 3, 9);
        Assert.Equal("canvas", seen.GetProperty("focused").GetString());
        Assert.Equal(renamed, Strings(seen, "refined"));
        Assert.Equal(renamed.Select(name => name == "yacht"), seen.GetProperty("changed").EnumerateArray().Select(value => value.GetBoolean()));
        var refining = seen.GetProperty("posted")[0];
        Assert.Equal(1, refining.GetProperty("boxes")[0].GetProperty("object").GetInt32());
        Assert.Equal(0, refining.GetProperty("points")[0].GetProperty("label").GetInt32());
        Assert.Equal([.. renamed, "box"], Strings(seen, "boxed"));
    }

    [Fact]
    public async Task The_list_of_jobs_tells_how_far_one_is_until_it_has_ended() =>
        Assert.Equal(3, (await RunAsync("progress")).GetArrayLength());

    [Fact]
    public async Task The_keyboard_alone_clicks_and_boxes()
    {
        var seen = await RunAsync("keyboard");

        Assert.Equal(["point"], Strings(seen, "clicked"));
        Assert.Equal(["point", "box"], Strings(seen, "boxed"));
    }

    /// <summary>Prints a figure, which depends on the machine; from more clicks if <c>SEG_CLICKS</c> says so. The first click, which computes the features, does not count.</summary>
    [Fact]
    public async Task A_second_click_is_timed_in_the_page_and_by_API()
    {
        var seen = await RunAsync("clicks");
        double[] Times(string name) => [.. seen.GetProperty(name).EnumerateArray().Skip(1).Select(value => value.GetDouble()).Order()];
        var (shown, byApi) = (Times("shown"), Times("byApi"));
        foreach (var percent in (int[])[50, 95, 99])
        {
            double Of(double[] times) => times[(int)Math.Ceiling(times.Length * percent / 100.0) - 1];
            TestContext.Current.TestOutputHelper!.WriteLine(
                FormattableString.Invariant($"p{percent} of {shown.Length}: {Of(shown):F0} ms in the page, {Of(byApi):F0} ms by API, {Of(shown) - Of(byApi):F0} ms more"));
        }

        Assert.All([.. shown, .. byApi], milliseconds => Assert.True(milliseconds > 0));
    }

    [Fact]
    public async Task Nothing_in_the_page_breaks_the_rules_of_accessibility()
    {
        foreach (var look in (await RunAsync("looks")).EnumerateObject())
        {
            Assert.Equal("[]", look.Value.GetRawText());
        }
    }

    [Fact]
    public async Task Scripts_in_file_names_words_and_labels_do_not_run()
    {
        var seen = await RunAsync("scripts");

        Assert.Equal(0, seen.GetProperty("ran").GetInt32());
        Assert.False(seen.GetProperty("svg").GetBoolean());
        Assert.Contains("<img", seen.GetProperty("status").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_asked_for_checked_and_kept_for_the_tab_alone()
    {
        var seen = await RunAsync("signIn");

        Assert.Equal("Missing or invalid API key", seen.GetProperty("refused").GetString());
        Assert.Equal("Account local", seen.GetProperty("account").GetString());
        Assert.Equal("""[1,0,""]""", seen.GetProperty("stored").GetRawText());
    }

    [Fact]
    public async Task The_code_that_is_shown_runs_as_shown()
    {
        var code = await RunAsync("snippets");
        File.Copy(await TestSetup.GetPhotoAsync(), Path.Combine(_browser.Downloads, "photo.jpg"));

        await AssertWritesMasksAsync("segment.sh", code.GetProperty("curl"), "bash", "segment.sh");
        await AssertWritesMasksAsync("segment.mjs", code.GetProperty("javascript"), "node", "segment.mjs");
        await AssertWritesMasksAsync("segment.py", code.GetProperty("python"), "python3", "segment.py");
        await AssertWritesMasksAsync("segment.cs", code.GetProperty("csharp"), "dotnet", "run", "segment.cs");
    }

    [Fact]
    public async Task The_scripts_hold_what_their_types_say()
    {
        var modules = await Browser.Packages.GetFolderAsync();
        var (exitCode, output, errors) = await Command.RunAsync(
            "node",
            [
                Path.Combine(modules, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--checkJs", "--allowJs", "--strict", "--noUnusedLocals",
                "--target", "es2024", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2024,dom,dom.iterable",
                .. Directory.EnumerateFiles(Path.Combine(Browser.Packages.Source, "wwwroot"), "*.js"),
            ],
            [],
            Browser.Patience);

        Assert.True(exitCode == 0, output + errors);
    }

    private static string[] Strings(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    private static JsonElement Read(string path) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(path));

    /// <summary>The masks that the test writes are checked and deleted.</summary>
    private async Task AssertWritesMasksAsync(string file, JsonElement code, string program, params string[] arguments)
    {
        var folder = _browser.Downloads;
        await File.WriteAllTextAsync(Path.Combine(folder, file), code.GetString(), TestContext.Current.CancellationToken);
        var (exitCode, output, errors) = await Command.RunAsync(program, arguments, new() { ["SEG_API_KEY"] = TestSetup.ApiKey }, Browser.Patience, folder);

        Assert.True(exitCode == 0, $"{file}: {output}{errors}");
        var masks = Directory.GetFiles(folder, "masks-*.png");
        Assert.True(masks.Length >= 3, $"{file}: {output}{errors}");
        foreach (var path in masks)
        {
            using (var mask = Image.NewFromFile(path))
            {
                Assert.Equal((1024, 819), (mask.Width, mask.Height));
            }

            File.Delete(path);
        }
    }

    private Task<JsonElement> RunAsync(string scenario) => _browser.PlayAsync("page", scenario);
}
