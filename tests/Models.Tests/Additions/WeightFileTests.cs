using System.Diagnostics;
using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Models.Tests.Additions;

/// <summary>Exports that keep their weights in a separate file, as those over 2 GB must.</summary>
[Collection(TestCollections.Memory)]
public sealed class WeightFileTests : IDisposable
{
    private const long Gigabytes = 2_200_000_000;

    private readonly StubFolder _folder = new();

    [Fact]
    public async Task Weights_of_gigabytes_are_taken_under_their_own_name_without_being_held_in_memory()
    {
        using (var file = File.Create(_folder.PathOf("weights")))
        {
            file.SetLength(Gigabytes);
        }

        // The peak so far may be from another test, so the kernel's measurement is reset.
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5", TestContext.Current.CancellationToken);
        using var process = Process.GetCurrentProcess();
        var before = process.PeakWorkingSet64;
        var added = await AddAsync("model.onnx_data", Gigabytes, _folder.PathOf("weights"));
        process.Refresh();

        Assert.Equal(["network.onnx", "model.onnx_data"], added.Files.Select(file => file.Name));
        Assert.Equal((ModelFileRole.Weights, Gigabytes), (added.Files[1].Role, added.Files[1].Bytes));
        Assert.InRange(process.PeakWorkingSet64 - before, long.MinValue, 200_000_000);
    }

    [Fact]
    public async Task Weights_that_are_not_given_are_named() => Assert.EndsWith(
        "given.onnx keeps its weights in 'model.onnx_data'. Provide that file too: --file network.data=PATH.",
        (await Assert.ThrowsAsync<AdditionException>(() => AddAsync("model.onnx_data", 100, null))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Weights_that_are_too_short_are_refused() => Assert.EndsWith(
        "it is truncated or another network's.",
        (await Assert.ThrowsAsync<AdditionException>(() => AddAsync("model.onnx_data", 100, _folder.Write("weights", new byte[99])))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("../model.onnx_data")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/weights")]
    [InlineData("verified.json")]
    [InlineData("License.txt")]
    [InlineData("network.onnx")]
    public async Task Weights_that_lead_elsewhere_are_refused(string name) => Assert.Contains(
        "it may have only one such file, beside it and with a unique name.",
        (await Assert.ThrowsAsync<AdditionException>(() => AddAsync(name, 100, _folder.Write("weights", new byte[100])))).Message,
        StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private Task<AddedModel> AddAsync(string location, long reach, string? weights) => _folder.AddAsync(
        "large", "birefnet", Network(location, reach), null, request => request with
        {
            Files = [.. request.Files, .. weights is null ? Array.Empty<GivenFile>() : [new GivenFile(ModelFileRole.Network, IsWeights: true, weights)]],
        });

    /// <summary>A network with a tensor of zeros in another file, which ends at <paramref name="reach"/>.</summary>
    private static byte[] Network(string location, long reach)
    {
        var whole = StubExports.Matting(1024).ToBytes();
        var tensor = new ProtobufWriter().Write(1, 1).Write(2, (long)ElementType.Float32).Write(8, "weights")
            .Write(13, Entry("location", location)).Write(13, Entry("offset", "50")).Write(13, Entry("length", $"{reach - 50}")).Write(14, 1);

        // Two graphs in a message are merged, as protobuf requires.
        return new ProtobufWriter().Append(whole).Write(7, new ProtobufWriter().Write(5, tensor)).Written.ToArray();
    }

    private static ProtobufWriter Entry(string key, string value) => new ProtobufWriter().Write(1, key).Write(2, value);
}
