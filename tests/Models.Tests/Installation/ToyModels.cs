using System.Security.Cryptography;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Tests.Installation;

/// <summary>Catalogue entries with a few bytes for networks.</summary>
internal static class ToyModels
{
    public static byte[] BytesOf(string file) => System.Text.Encoding.UTF8.GetBytes($"bytes of {file}");

    /// <summary>Both files as a package holds them: <c>{name}/encoder.onnx</c> and <c>{name}/decoder.onnx</c>.</summary>
    public static (string Path, byte[] Bytes)[] FilesOf(string name) =>
        [($"{name}/encoder.onnx", BytesOf($"{name}/encoder.onnx")), ($"{name}/decoder.onnx", BytesOf($"{name}/decoder.onnx"))];

    public static SamModel Sam(string name, ModelSource source) => new()
    {
        Name = name,
        Description = "A toy",
        Licence = new ModelLicence("MIT", "none"),
        Source = source,
        Files = [FileOf(ModelFileRole.Encoder, $"{name}/encoder.onnx"), FileOf(ModelFileRole.Decoder, $"{name}/decoder.onnx")],
        InputSize = 64,
        Mean = [0, 0, 0],
        StandardDeviation = [1, 1, 1],
    };

    private static ModelFile FileOf(ModelFileRole role, string path) => new(
        role, Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(BytesOf(path))), BytesOf(path).Length, [path]);
}
