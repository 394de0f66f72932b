using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>A stack with several added networks for words, of which <c>dino</c> is chosen for jobs that name none.</summary>
public sealed class ServedModels : IAsyncLifetime
{
    private readonly AddedModels _models = new();
    private readonly string _url = StackPorts.UrlOf(FreePorts.Find(1)[0]);
    private LocalCommand? _serve;

    public async ValueTask InitializeAsync()
    {
        await TestSetup.GetPhotoAsync();
        await _models.AddAsync("clip", "clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        await _models.AddAsync("dino", "grounding-dino", StubExports.GroundingDino(800, 1066), StubExports.WordPieceTokenizer());
        foreach (var kind in (string[])["yolo-words", "yolo-world", "yoloe"])
        {
            await _models.AddYoloAsync(kind, kind);
        }

        _serve = LocalCommand.Start("serve", "--port", $"{new Uri(_url).Port}", "--data", _models.Data, "--text-model", "dino");
        await _serve.SaysAsync("Ready on", TestContext.Current.CancellationToken);
    }

    /// <summary>A job for the photo of what the stubs find.</summary>
    internal Task<CommandResult> SegmentAsync(params string[] prompts) => LocalCommand.RunAsync(
        TestContext.Current.CancellationToken,
        ["segment", _models.Photo(), .. prompts, "--json", "--server", _url, "--out", Path.Combine(_models.Out, Guid.NewGuid().ToString("N"))]);

    public async ValueTask DisposeAsync()
    {
        await (_serve?.DisposeAsync() ?? ValueTask.CompletedTask);
        _models.Dispose();
    }
}
