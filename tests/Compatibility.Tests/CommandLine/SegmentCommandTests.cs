using System.Diagnostics;
using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.CommandLine;

public sealed class SegmentCommandTests(SharedStack stack) : IDisposable
{
    // Bytes: a larger file is uploaded to the storage account.
    private const int TooBigForTheApp = 105_000_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Out => Path.Combine(_folder.FullName, "out");

    [Fact]
    public async Task A_face_is_cut_out_of_a_photo_that_shows_one()
    {
        var photo = Path.Combine(_folder.FullName, "astronaut.png");
        await File.WriteAllBytesAsync(photo, await DebianPhotos.GetAstronautAsync(), Token);

        var run = await SegmentAsync(photo, "--json", "--text", "faces");

        Assert.True(run.ExitCode == 0, run.Errors);
        var segments = JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("items")[0].GetProperty("segments").EnumerateArray().Where(segment => segment.GetProperty("label").GetString() == "face");
        using var mask = Image.NewFromFile(Path.Combine(Out, Assert.Single(segments).GetProperty("mask").GetString()!));

        // On a cheek, on the suit, and on the flag in the background.
        Assert.Equal((255.0, 0.0, 0.0), (mask[205, 130][0], mask[220, 350][0], mask[60, 200][0]));
    }

    [Fact]
    public async Task Json_goes_to_standard_output_and_to_the_folder_in_the_documented_shape()
    {
        var run = await SegmentAsync(await TestSetup.GetPhotoAsync(), "--json");

        Assert.True(run.ExitCode == 0, run.Errors);
        var document = JsonSerializer.Deserialize<JsonElement>(run.Output);
        Assert.Equal(run.Output, await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token));
        Assert.Equal(["jobId", "items"], NamesOf(document));
        var item = Assert.Single(document.GetProperty("items").EnumerateArray());
        Assert.Equal(["file", "status", "error", "note", "preview", "segments"], NamesOf(item));
        Assert.Equal(JsonValueKind.Null, item.GetProperty("error").ValueKind);
        Assert.True(File.Exists(Path.Combine(Out, item.GetProperty("preview").GetString()!)));
        Assert.NotEmpty(item.GetProperty("segments").EnumerateArray());
        Assert.All(item.GetProperty("segments").EnumerateArray(), segment =>
        {
            Assert.Equal(["prompt", "label", "score", "box", "area", "mask", "quality"], NamesOf(segment));
            using var mask = Image.NewFromFile(Path.Combine(Out, segment.GetProperty("mask").GetString()!));
            Assert.Equal(mask.WriteToMemory<byte>().Count(value => value == 255), segment.GetProperty("area").GetInt32());
        });
    }

    [Fact]
    public async Task What_else_a_click_may_mean_comes_after_the_answer()
    {
        var run = await LocalCommand.RunAsync(
            Token,
            ["segment", await TestSetup.GetPhotoAsync(), "--point", "0.56,0.5", "--candidates", "--json", "--out", Out, "--server", stack.BaseUrl.AbsoluteUri]);

        Assert.True(run.ExitCode == 0, run.Errors);
        var segments = JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("items")[0].GetProperty("segments").EnumerateArray().ToList();
        Assert.False(segments[0].TryGetProperty("candidate", out _));
        Assert.InRange(segments.Count, 2, 4);
        Assert.All(segments.Skip(1), segment => Assert.Contains(segment.GetProperty("candidate").GetString(), (string[])["part", "object", "whole"]));
        Assert.All(segments, segment => Assert.True(File.Exists(Path.Combine(Out, segment.GetProperty("mask").GetString()!))));
    }

    [Fact]
    public async Task A_picture_and_a_video_are_done_by_a_job_each_and_the_video_is_told_in_frames()
    {
        var clip = Path.Combine(_folder.FullName, "clip");
        await File.WriteAllBytesAsync(clip, TestClip.Lengthen(await TestClip.MakeAsync(seconds: 0.6), by: TooBigForTheApp), Token);
        var run = await LocalCommand.RunAsync(
            Token,
            ["segment", await TestSetup.GetPhotoAsync(), clip, "--text", "boat", "--fps", "5", "--max-frames", "2", "--output", "cutout",
                "--json", "--out", Out, "--server", stack.BaseUrl.AbsoluteUri]);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains(" in 2 frames", run.Errors, StringComparison.Ordinal);
        var document = JsonSerializer.Deserialize<JsonElement>(run.Output);
        var (picture, video) = (document.GetProperty("items")[0], document.GetProperty("items")[1]);
        Assert.Equal(2, document.GetProperty("jobId").GetString()!.Split(',').Length);
        Assert.False(picture.TryGetProperty("video", out _));
        Assert.Equal(["file", "status", "error", "note", "preview", "segments", "video"], NamesOf(video));
        Assert.Equal(["masks", "frames", "counts", "objects", "cutout"], NamesOf(video.GetProperty("video")));
        Assert.Equal(2, video.GetProperty("video").GetProperty("counts").GetProperty("framesProcessed").GetInt32());
        Assert.NotEmpty(video.GetProperty("video").GetProperty("objects").EnumerateArray());
        Assert.DoesNotContain("Not found", video.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal("clip/preview.mp4", video.GetProperty("preview").GetString());
        Assert.All(["preview.mp4", "masks.json", "frames.ndjson.gz", "cutout.webm"], name => Assert.True(File.Exists(Path.Combine(Out, "clip", name)), name));
    }

    [Fact]
    public async Task Points_boxes_and_the_subject_are_cut_out_and_come_in_every_form()
    {
        var run = await LocalCommand.RunAsync(
            Token,
            ["segment", await TestSetup.GetPhotoAsync(), "--point", "0.56,0.5", "--point", "0.1,0.9:0", "--box", "0.4,0.15,0.73,0.7", "--subject",
                "--text", "boat", "--negative", "person", "--edge-offset", "-1", "--output", "cutout", "--output", "rle", "--output", "polygons",
                "--json", "--out", Out, "--server", stack.BaseUrl.AbsoluteUri]);

        Assert.True(run.ExitCode == 0, run.Errors);
        var item = Assert.Single(JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("items").EnumerateArray());
        var segments = item.GetProperty("segments").EnumerateArray().ToList();
        Assert.Equal(["boat", "box and points", "subject"], segments.Select(segment => segment.GetProperty("prompt").GetString()).Distinct().Order());
        Assert.All(segments, segment =>
        {
            using var cutout = Image.NewFromFile(Path.Combine(Out, segment.GetProperty("cutout").GetString()!));
            Assert.Equal((1024, 819, 4), (cutout.Width, cutout.Height, cutout.Bands));
        });
        Assert.All(["rle", "polygons"], name =>
        {
            var list = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Out, item.GetProperty(name).GetString()!)));
            Assert.Equal(segments.Count, list.GetArrayLength());
        });
    }

    [Fact]
    public async Task A_cutout_comes_as_it_is_asked_for()
    {
        var photo = await TestSetup.GetPhotoAsync();
        var run = await LocalCommand.RunAsync(
            Token,
            ["segment", photo, "--box", "0.4,0.15,0.73,0.7", "--crop", "--margin", "20px", "--background", photo, "--format", "jpg", "--size", "preview", "--json", "--out", Out,
                "--server", stack.BaseUrl.AbsoluteUri]);

        Assert.True(run.ExitCode == 0, run.Errors);
        var segment = JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("items")[0].GetProperty("segments")[0];
        var name = segment.GetProperty("cutout").GetString()!;
        using var cutout = Image.NewFromFile(Path.Combine(Out, name));
        Assert.EndsWith("/cutouts/0.jpg", name, StringComparison.Ordinal);
        Assert.True(cutout.Bands == 3 && cutout.Width * cutout.Height <= 250_000 && cutout.Width < 1024);
    }

    [Theory]
    [InlineData("--point", "0.5")]
    [InlineData("--point", "0.5,0.5:2")]
    [InlineData("--point", "0.5,1.5")]
    [InlineData("--box", "0.5,0.5,0.4,0.9")]
    [InlineData("--box", "0,0,1,x")]
    public async Task A_mark_that_cannot_be_read_is_said_in_a_sentence(string option, string value)
    {
        var run = await LocalCommand.RunAsync(Token, "segment", await TestSetup.GetPhotoAsync(), option, value, "--out", Out);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{option} {value} is not", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--ouput' is neither a file nor an option of segment. Did you mean --output?", "segment", "photo.jpg", "--text", "boat", "--ouput", "cutout")]
    [InlineData("--threshold is 'abc', not a number.", "segment", "photo.jpg", "--text", "boat", "--threshold", "abc")]
    [InlineData("--port is 'abc', not a whole number.", "serve", "--port", "abc")]
    [InlineData("Unrecognized command or argument 'sgment'.", "sgment", "photo.jpg")]
    public async Task A_command_line_that_cannot_be_read_gets_a_sentence_and_no_help(string sentence, params string[] arguments)
    {
        var run = await LocalCommand.RunAsync(Token, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"error: {sentence}\n", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_has_to_be_cut_out()
    {
        var run = await LocalCommand.RunAsync(Token, "segment", await TestSetup.GetPhotoAsync(), "--negative", "person", "--out", Out);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--text, --exemplar, --point, --box or --subject", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_of_one_name_keep_their_results_apart_and_a_failure_sets_the_exit_code()
    {
        var good = CopyTo("a", await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token));
        var bad = CopyTo("b", BadPictures.Text);
        var run = await SegmentAsync(good, bad, "--json");

        Assert.Equal(1, run.ExitCode);
        var items = JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([good, bad], items.Select(item => item.GetProperty("file").GetString()));
        Assert.Equal(["success", "failed"], items.Select(item => item.GetProperty("status").GetString()));
        Assert.Equal("photo/preview.png", items[0].GetProperty("preview").GetString());
        Assert.NotEmpty(items[1].GetProperty("error").GetString()!);
        Assert.Equal(JsonValueKind.Null, items[1].GetProperty("preview").ValueKind);
    }

    [Fact]
    public async Task The_table_shows_a_line_a_picture()
    {
        var run = await SegmentAsync(await TestSetup.GetPhotoAsync(), "--threshold", "0.6");

        Assert.Contains("nagasaki-boats.jpg", run.Output, StringComparison.Ordinal);
        Assert.Contains("success", run.Output, StringComparison.Ordinal);
        // Relative to where the command was run.
        var folder = Path.GetRelativePath(Path.GetTempPath(), Out);
        Assert.Equal(
            [$"preview: {folder}/nagasaki-boats/preview.png", $"result: {folder}/result.json"],
            run.Output.TrimEnd().Split('\n')[^2..]);
    }

    [Fact]
    public async Task A_wrong_key_and_an_absent_server_are_said_in_a_sentence()
    {
        var photo = await TestSetup.GetPhotoAsync();
        var wrongKey = await SegmentAsync(photo, "--api-key", "wrong");
        var absent = await LocalCommand.RunAsync(Token, "segment", photo, "--text", "boat", "--out", Out, "--server", "http://127.0.0.1:1");

        Assert.Equal((2, 2), (wrongKey.ExitCode, absent.ExitCode));
        Assert.Contains("401", wrongKey.Errors, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", absent.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_that_cannot_be_sent_is_named_before_anything_starts()
    {
        var notes = Path.Combine(_folder.FullName, "notes.txt");
        await File.WriteAllTextAsync(notes, "notes", Token);
        var run = await SegmentAsync("absent.jpg", _folder.FullName, notes);

        Assert.Equal(2, run.ExitCode);
        Assert.False(Directory.Exists(Out));
        Assert.All(["absent.jpg does not exist", $"{_folder.FullName} holds no JPEG", "notes.txt cannot be sent"], fault => Assert.Contains(fault, run.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_that_is_gone_fails_and_the_others_are_done()
    {
        var good = CopyTo("a", await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token));
        var gone = Path.Combine(_folder.FullName, "gone.jpg");
        File.CreateSymbolicLink(gone, "/nowhere/at-all.jpg");
        Directory.CreateDirectory(Out);
        await File.WriteAllTextAsync(Path.Combine(Out, "second"), "a file of the user's", Token);
        var obstructed = Path.Combine(_folder.FullName, "second.png");
        File.Copy(good, obstructed);
        var run = await SegmentAsync(good, gone, obstructed, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(run.Output, await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token));
        var items = JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["success", "failed", "failed"], items.Select(item => item.GetProperty("status").GetString()));
        Assert.StartsWith("It cannot be read: ", items[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("is a file, where its results need a folder.", items[2].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("a file of the user's", await File.ReadAllTextAsync(Path.Combine(Out, "second"), Token));
    }

    [Fact]
    public async Task Results_of_an_earlier_run_are_replaced_and_files_of_the_user_s_stay()
    {
        var photo = await TestSetup.GetPhotoAsync();
        Assert.Equal(0, (await SegmentAsync(photo)).ExitCode);
        var (masks, mine) = (Path.Combine(Out, "nagasaki-boats", "masks"), Path.Combine(Out, "nagasaki-boats", "masks", "mine.png"));
        Assert.True(Directory.GetFiles(masks).Length > 1);
        await File.WriteAllTextAsync(mine, "mine", Token);

        Assert.Equal(0, (await SegmentAsync(photo, "--threshold", "1")).ExitCode);

        Assert.Equal([mine], Directory.GetFiles(masks));
        Assert.True(File.Exists(Path.Combine(Out, "nagasaki-boats", "preview.png")));
    }

    [Fact]
    public async Task The_known_words_are_listed_for_people_and_for_programs()
    {
        string[] words = ["segment", "--words", "--server", stack.BaseUrl.AbsoluteUri];
        var (table, json) = (await LocalCommand.RunAsync(Token, words), await LocalCommand.RunAsync(Token, [.. words, "--json"]));

        Assert.Equal((0, 0), (table.ExitCode, json.ExitCode));
        Assert.All(["boat", "mobile phone", "vehicle"], word => Assert.Contains(word, table.Output, StringComparison.Ordinal));
        Assert.Equal(83, JsonSerializer.Deserialize<JsonElement>(json.Output).GetProperty("words").GetArrayLength());
    }

    [Fact]
    public async Task What_was_not_found_is_a_note_and_no_error_and_a_label_is_the_network_s_word()
    {
        var run = await LocalCommand.RunAsync(
            Token, "segment", await TestSetup.GetPhotoAsync(), "--text", "men", "--text", "giraffe", "--text", "painting", "--json", "--out", Out, "--server", stack.BaseUrl.AbsoluteUri);

        Assert.True(run.ExitCode == 0, run.Errors);
        var item = Assert.Single(JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("items").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, item.GetProperty("error").ValueKind);
        Assert.All(["giraffe", "painting"], word => Assert.Contains(word, item.GetProperty("note").GetString(), StringComparison.Ordinal));
        Assert.Contains("0.5", item.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Contains(item.GetProperty("segments").EnumerateArray(), segment => segment.GetProperty("label").GetString() == "person");
    }

    [Fact]
    public async Task Folders_the_standard_input_and_addresses_are_taken()
    {
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        var folder = Path.GetDirectoryName(CopyTo("photos", photo))!;
        File.Copy(Path.Combine(folder, "photo.jpg"), Path.Combine(folder, "second.jfif"));
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "no picture", Token);
        await using var site = await PictureSite.StartAsync(photo, Token);
        var command = string.Join(' ', ["segment", folder, "-", $"{site.Url}holiday/harbour", $"{site.Url}absent.png", "--text", "boat", "--out", Out, "--json", "--server", stack.BaseUrl.AbsoluteUri]);
        var start = new ProcessStartInfo("sh", ["-c", $"cat {folder}/photo.jpg | {BuildOutputs.Dotnet} {typeof(LocalStack).Assembly.Location} {command}"]) { RedirectStandardOutput = true };
        start.Environment["SEG_API_KEY"] = TestSetup.ApiKey;
        using var process = Process.Start(start)!;
        var items = JsonSerializer.Deserialize<JsonElement>(await process.StandardOutput.ReadToEndAsync(Token)).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal([$"{folder}/photo.jpg", $"{folder}/second.jfif", "-", $"{site.Url}holiday/harbour", $"{site.Url}absent.png"], items.Select(item => item.GetProperty("file").GetString()));
        Assert.Equal(
            ["photo/preview.png", "second/preview.png", "stdin/preview.png", "harbour/preview.png", null],
            items.Select(item => item.GetProperty("preview").GetString()));
        Assert.Contains("404", items[4].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<string> NamesOf(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private Task<CommandResult> SegmentAsync(params string[] arguments) =>
        LocalCommand.RunAsync(Token, ["segment", "--text", "boat", "--out", Out, "--server", stack.BaseUrl.AbsoluteUri, .. arguments]);

    private string CopyTo(string folder, byte[] content)
    {
        var path = Path.Combine(_folder.CreateSubdirectory(folder).FullName, "photo.jpg");
        File.WriteAllBytes(path, content);
        return path;
    }
}
