using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks;

/// <summary>
/// Networks that cost nothing, as files that ONNX Runtime opens: a detector that finds one object of class 0 in every picture, and a SAM
/// whose every mask is the whole picture. What remains is the service's own work.
/// </summary>
internal static class StubNetworks
{
    private const int Side = 64;
    private const string Hash = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The word for the detector's class.</summary>
    public const string Word = "person";

    /// <param name="folder">The folder of installed models; the stubs are added.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>Settings that make a worker use them.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var catalogue = Path.Combine(folder, "stub-models.json");
        Directory.CreateDirectory(folder);
        var detector = await WriteAsync(folder, "stub-detector", [("network", "network.onnx", Detector())], cancellationToken);
        var sam = await WriteAsync(folder, "stub-sam", [("encoder", "encoder.onnx", Encoder()), ("decoder", "decoder.onnx", Decoder())], cancellationToken);
        var models = new { models = new[] { Entry("stub-detector", "detector", detector), Entry("stub-sam", "sam", sam) } };
        await File.WriteAllTextAsync(catalogue, JsonSerializer.Serialize(models), cancellationToken);
        var store = new ModelStore(folder);
        foreach (var model in ModelCatalogue.Load(catalogue).Models.Where(model => model.Name.StartsWith("stub-", StringComparison.Ordinal)))
        {
            await VerifiedFiles.WriteAsync(store.GetFolder(model), model.Files, cancellationToken);
        }

        return new Dictionary<string, string>
        {
            ["Models__Catalogue"] = catalogue,
            ["Models__Detectors__0"] = "stub-detector",
            ["Models__Sam"] = "stub-sam",
            ["Models__Install"] = "false",
            // The click at startup has a point, but the stub of the decoder takes only a box.
            ["Models__WarmUp"] = "None",
        };
    }

    private static ProtobufWriter Detector() =>
        Constant([("input", [1, Side, Side, 3])], ("output", [1, 1, 6], [0, 0, Side, Side, 0.9f, 0]));

    private static ProtobufWriter Encoder() =>
        Constant([("input", [1, 3, Side, Side])], ("output", [1, 256, Side / 16, Side / 16], new float[256 * Side / 16 * Side / 16]));

    private static ProtobufWriter Decoder() => Constant(
        [
            ("image_embeddings", [1, 256, Side / 16, Side / 16]),
            ("point_coords", [1, 3, 2]),
            ("point_labels", [1, 3]),
            ("mask_input", [1, 1, 256, 256]),
            ("has_mask_input", [1]),
            ("orig_im_size", [2]),
        ],
        ("low_res_masks", [1, 1, 256, 256], [.. Enumerable.Repeat(8f, 256 * 256)]),
        ("iou_predictions", [1, 1], [1]));

    /// <summary>A network that ignores its input and always gives the same output.</summary>
    private static ProtobufWriter Constant((string Name, int[] Shape)[] inputs, params (string Name, int[] Shape, float[] Values)[] outputs) =>
        OnnxModelWriter.Write(new OnnxGraph(
            [.. outputs.Select(output => new OnnxNode("Identity", [$"constant {output.Name}"], [output.Name], []))],
            [.. outputs.Select(output => KeyValuePair.Create($"constant {output.Name}", new Tensor(ElementType.Float32, output.Shape, ToBytes(output.Values))))],
            [.. inputs.Select(input => new OnnxPort(input.Name, ElementType.Float32, input.Shape))],
            [.. outputs.Select(output => new OnnxPort(output.Name, ElementType.Float32, output.Shape))]));

    private static byte[] ToBytes(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static async Task<object[]> WriteAsync(
        string folder, string model, (string Role, string Name, ProtobufWriter Content)[] files, CancellationToken cancellationToken)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, model)).FullName;
        var entries = new List<object>();
        foreach (var (role, name, content) in files)
        {
            var bytes = content.Written.ToArray();
            await File.WriteAllBytesAsync(Path.Combine(place, name), bytes, cancellationToken);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            entries.Add(new { role, name, sha256, bytes = bytes.Length, from = new[] { name } });
        }

        return [.. entries];
    }

    private static Dictionary<string, object> Entry(string name, string kind, object[] files)
    {
        var entry = new Dictionary<string, object>
        {
            ["name"] = name,
            ["kind"] = kind,
            ["description"] = "Always says the same",
            ["license"] = new { package = "MIT", upstream = "none" },
            ["source"] = new { package = name, version = "1.0.0", sha256 = Hash, bytes = 1 },
            ["files"] = files,
            ["inputSize"] = Side,
        };
        var parameters = kind == "sam"
            ? new Dictionary<string, object> { ["mean"] = new[] { 0, 0, 0 }, ["standardDeviation"] = new[] { 1, 1, 1 } }
            : new() { ["input"] = "input", ["output"] = "output", ["vocabulary"] = "coco", ["operatingPoint"] = 0.25, ["overlapThreshold"] = 0.5 };
        return new Dictionary<string, object>(entry.Concat(parameters));
    }
}
