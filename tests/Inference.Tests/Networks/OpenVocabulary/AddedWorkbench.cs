using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>Stubs of exports, added as users add them and opened as a worker opens them.</summary>
internal sealed class AddedWorkbench : IDisposable
{
    public const string Name = "stub";

    private readonly StubFolder _folder = new();
    private readonly OnnxSessions _sessions = new(new OnnxSettings());

    public ModelStore Store { get; } = new(ModelStore.DefaultFolder);

    /// <summary>The folder of the added networks.</summary>
    public string Folder => _folder.Added.Folder;

    public Task AddAsync(string kind, StubGraph network, string? tokenizer) => _folder.AddAsync(Name, kind, network.ToBytes(), tokenizer);

    public Task AddSam3Async(StubExemplars? exemplars = null, int room = OnnxPort.Open) => _folder.AddSam3Async(Name, exemplars: exemplars, room: room);

    public Task AddAsync(string kind, IEnumerable<(ModelFileRole Role, byte[] Content)> files) => _folder.AddAsync(Name, kind, files);

    public ModelCatalogue Load() => ModelCatalogue.Load(exports: Folder);

    public IOpenNetwork Open() => OpenNetworks.Open(Load().Get<TextModel>(Name), new NetworkFiles(Store, rewritten: true), _sessions);

    /// <summary>The quadrants of <see cref="TestPictures"/>, wider than high by a quarter.</summary>
    public static PictureSource Quadrants() => new(new PictureDecoder(new PictureLimits()), PictureFiles.Png(TestPictures.Quadrants()));

    public void Dispose()
    {
        _sessions.Dispose();
        _folder.Dispose();
    }
}
