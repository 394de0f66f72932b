using System.Security.Cryptography;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Tests.Installation;

/// <summary>Catalogue entries with a few bytes in place of networks.</summary>
internal static class ToyModels
{
    public static byte[] BytesOf(string file) => System.Text.Encoding.UTF8.GetBytes($"bytes of {file}");

    /// <summary>Both files as in a package: <c>{name}/encoder.onnx</c> and <c>{name}/decoder.onnx</c>.</summary>
    public static (string Path, byte[] Bytes)[] FilesOf(string name) =>
        [($"{name}/encoder.onnx", BytesOf($"{name}/encoder.onnx")), ($"{name}/decoder.onnx", BytesOf($"{name}/decoder.onnx"))];

    public static SamModel Sam(string name, ModelSource source) => new()
    {
        Name = name,
        Description = "A toy",
        License = new ModelLicense("MIT", "none"),
        Source = source,
        Files = [FileOf(ModelFileRole.Encoder, $"{name}/encoder.onnx"), FileOf(ModelFileRole.Decoder, $"{name}/decoder.onnx")],
        InputSize = 64,
        Mean = [0, 0, 0],
        StandardDeviation = [1, 1, 1],
    };

    /// <summary>As <c>models.json</c> spells them: <c>toy</c> for marks, <c>toy-detector</c> for words, <c>toy-matting</c> for the subject, and <c>toy-ssd</c>, <c>toy-writing</c> and <c>toy-face</c> for other words.</summary>
    public static IEnumerable<object> EntriesOfEveryKind(NpmPackage package) =>
    [
        Entry("toy", "sam", package, [("encoder", "encoder.onnx"), ("decoder", "decoder.onnx")], new() { ["inputSize"] = 64 }),
        Entry("toy-detector", "detector", package, [("network", "encoder.onnx")], new()
        {
            ["inputSize"] = 64, ["input"] = "x", ["output"] = "y", ["vocabulary"] = "coco", ["operatingPoint"] = 0.5, ["overlapThreshold"] = 0.5,
        }),
        Entry("toy-matting", "matting", package, [("network", "encoder.onnx")], new() { ["inputSize"] = 64, ["input"] = "x", ["output"] = "y" }),
        Entry("toy-ssd", "ssd", package, [("network", "encoder.onnx")], new()
        {
            ["inputSize"] = 64, ["input"] = "x", ["boxes"] = "y", ["scores"] = "z", ["vocabulary"] = "open-images", ["operatingPoint"] = 0.5, ["overlapThreshold"] = 0.5,
            ["words"] = new { shoe = new[] { 1 } },
        }),
        Entry("toy-writing", "writing", package, [("network", "encoder.onnx")], new() { ["inputSize"] = 64, ["input"] = "x", ["output"] = "y", ["operatingPoint"] = 0.5 }),
        Entry("toy-face", "face", package, [("network", "encoder.onnx")], new()
        {
            ["inputSize"] = 64, ["input"] = "x", ["boxes"] = new[] { "a", "b" }, ["scores"] = new[] { "c", "d" }, ["vocabulary"] = "face", ["operatingPoint"] = 0.5, ["overlapThreshold"] = 0.5,
        }),
    ];

    private static Dictionary<string, object> Entry(
        string name, string kind, NpmPackage package, (string Role, string File)[] files, Dictionary<string, object> parameters)
    {
        parameters["name"] = name;
        parameters["kind"] = kind;
        parameters["description"] = "A toy";
        parameters["license"] = new { package = "MIT", upstream = "none" };
        parameters["source"] = new { package = package.Package, version = package.Version, sha256 = package.Sha256, bytes = package.Bytes };
        parameters["files"] = files.Select(file => new
        {
            role = file.Role,
            name = file.File,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(BytesOf($"{name}/{file.File}"))),
            bytes = BytesOf($"{name}/{file.File}").Length,
            from = new[] { $"{name}/{file.File}" },
        });
        if (kind is not ("detector" or "ssd" or "face"))
        {
            parameters["mean"] = new[] { 0, 0, 0 };
            parameters["standardDeviation"] = new[] { 1, 1, 1 };
        }

        return parameters;
    }

    private static ModelFile FileOf(ModelFileRole role, string path) => new(
        role, Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(BytesOf(path))), BytesOf(path).Length, [path]);
}
