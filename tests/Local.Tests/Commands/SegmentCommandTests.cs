using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Commands;

/// <summary>What <c>segment</c> refuses before it starts a stack or asks a server.</summary>
public sealed class SegmentCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private string Out => Path.Combine(_folder.FullName, "out");

    [Theory]
    [InlineData("--point", "0.5,0.5", null)]
    [InlineData("--box", "0,0,1,1", null)]
    [InlineData("--text", "boat", "--frame needs a --point or a --box.")]
    public async Task A_frame_without_marks_is_refused(string option, string value, string? sentence)
    {
        var run = await InvokedCommand.RunAsync("segment", Path.Combine(_folder.FullName, "none.mp4"), option, value, "--frame", "3", "--out", Out);

        Assert.Equal((2, $"error: {sentence ?? $"{_folder.FullName}/none.mp4 does not exist."}\n"), (run.Code, run.Errors));
    }

    [Theory]
    [InlineData("my key", "The API key has characters that no key has: spaces, or characters beyond ASCII.")]
    [InlineData("clé", "The API key has characters that no key has: spaces, or characters beyond ASCII.")]
    [InlineData("", "The API key is empty.")]
    public async Task A_key_that_no_client_can_send_starts_no_stack(string key, string sentence)
    {
        var run = await InvokedCommand.RunAsync("segment", WritePhoto(), "--text", "boat", "--api-key", key, "--out", Out);
        var words = await InvokedCommand.RunAsync("segment", "--words", "--api-key", key);

        Assert.Equal((2, $"error: {sentence}\n"), (run.Code, run.Errors));
        Assert.Equal((2, $"error: {sentence}\n"), (words.Code, words.Errors));
    }

    /// <summary>Its files may have changed since it began, and an earlier version may have begun it.</summary>
    [Theory]
    [InlineData(false, "Only videos take --fps, and only pictures are given.")]
    [InlineData(true, "error: The server cannot be reached")]
    public async Task A_run_that_is_resumed_is_not_asked_again_which_options_apply(bool isResumed, string said)
    {
        var photo = WritePhoto();
        var folder = new ResultFolder(Out);
        folder.Create();
        folder.Write(new RunJournal(null, new SegmentOptions(null, null, 0, []) { Words = ["boat"], Fps = 5 }, [new("photo.png", photo, "image/png", "photo")]));

        string[] what = isResumed ? ["--resume", Out] : [photo, "--text", "boat", "--fps", "5", "--out", Path.Combine(_folder.FullName, "other")];
        var run = await InvokedCommand.RunAsync(["segment", .. what, "--server", "http://127.0.0.1:1"]);

        Assert.Equal(2, run.Code);
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string WritePhoto()
    {
        var path = Path.Combine(_folder.FullName, "photo.png");
        File.WriteAllBytes(path, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]);
        return path;
    }
}
