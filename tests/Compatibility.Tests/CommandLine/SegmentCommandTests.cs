using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.CommandLine;

public sealed class SegmentCommandTests(SharedStack stack) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Out => Path.Combine(_folder.FullName, "out");

    [Fact]
    public async Task Brings_the_stack_up_cuts_out_and_leaves_nothing_running()
    {
        await TestSetup.GetPhotoAsync();
        await using var command = LocalCommand.Start("segment", "--sample", "--text", "boat", "--out", Out);
        var exitCode = await command.WaitAsync(Token);

        Assert.True(exitCode == 0, command.Errors);
        Assert.Empty(await command.FindLeftOverAsync(Token));
        Assert.True(File.Exists(Path.Combine(Out, "nagasaki-boats", "preview.png")));
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
        Assert.Equal(["file", "status", "error", "preview", "segments"], NamesOf(item));
        Assert.Equal(JsonValueKind.Null, item.GetProperty("error").ValueKind);
        Assert.True(File.Exists(Path.Combine(Out, item.GetProperty("preview").GetString()!)));
        Assert.NotEmpty(item.GetProperty("segments").EnumerateArray());
        Assert.All(item.GetProperty("segments").EnumerateArray(), segment =>
        {
            Assert.Equal(["prompt", "score", "box", "area", "mask"], NamesOf(segment));
            using var mask = Image.NewFromFile(Path.Combine(Out, segment.GetProperty("mask").GetString()!));
            Assert.Equal(mask.WriteToMemory<byte>().Count(value => value == 255), segment.GetProperty("area").GetInt32());
        });
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
        Assert.All(["absent.jpg does not exist", "is a folder", "notes.txt is no picture"], fault => Assert.Contains(fault, run.Errors, StringComparison.Ordinal));
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
