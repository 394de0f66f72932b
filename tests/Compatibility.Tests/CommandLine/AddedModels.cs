using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Models.Additions;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>A folder of data to which stubs of published exports are added by the command line, and a photo of what they find.</summary>
internal sealed class AddedModels : IDisposable
{
    public const int Width = 320;
    public const int Height = 240;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Data => _folder.FullName;

    public string Out => Path.Combine(Data, "out");

    /// <summary>A command of <c>models</c>.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => LocalCommand.RunAsync(Token, ["models", .. arguments, "--data", Data]);

    public async Task AddAsync(string name, string kind, StubGraph network, string? tokenizer)
    {
        string[] files = ["--file", $"network={Write("network.onnx", network.ToBytes())}"];
        var run = await RunAsync(
            ["add", name, "--kind", kind, .. files, .. tokenizer is null ? Array.Empty<string>() : ["--file", $"tokenizer={Write("tokenizer.json", System.Text.Encoding.UTF8.GetBytes(tokenizer))}"]]);

        Assert.True(run.ExitCode == 0, run.Errors);
    }

    /// <param name="name">Its name.</param>
    /// <param name="kind">One of YOLO's.</param>
    public async Task AddYoloAsync(string name, string kind)
    {
        var files = kind switch { "yolo-world" => YoloStubs.World(), "yoloe" => YoloStubs.Yoloe(), _ => YoloStubs.Words() };
        var added = await RunAsync(
            ["add", name, "--kind", kind, "--accept-license", .. files.SelectMany(file => new[] { "--file", $"{GivenFile.NameOf(file.Role)}={Write($"{file.Role}", file.Content)}" })]);

        Assert.True(added.ExitCode == 0, added.Errors);
    }

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Data, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Quadrants in the colors that the stubs know.</summary>
    public string Photo()
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

    public void Dispose() => _folder.Delete(recursive: true);
}
