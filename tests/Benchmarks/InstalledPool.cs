using SegFunctions.Inference;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks;

/// <summary>The models that users get, installed and opened in this process.</summary>
internal static class InstalledPool
{
    public static Task<NetworkPool> OpenAsync(CancellationToken cancellationToken, params IReadOnlyList<ModelAbility> abilities) =>
        OpenAsync(new OnnxSettings(), cancellationToken, abilities);

    public static async Task<NetworkPool> OpenAsync(OnnxSettings settings, CancellationToken cancellationToken, params IReadOnlyList<ModelAbility> abilities)
    {
        IReadOnlyList<ModelAbility> needed = abilities.Count > 0 ? abilities : [ModelAbility.Words, ModelAbility.Marks];
        var choice = ModelChoice.Of(ModelCatalogue.Load());
        var store = ModelSetup.StoreIn(UserFolders.Cache);
        var names = choice.NamesFor(needed);
        await Screens.Choose(Console.Error).ShowAsync(async rows =>
        {
            await new ModelSetup(store, TimeProvider.System).EnsureAsync(names, rows, cancellationToken);
            return names.Count;
        });
        var pool = new NetworkPool(settings, store, choice);
        pool.Open(needed);
        return pool;
    }

    /// <summary>A segmenter as the product makes it.</summary>
    /// <param name="pool">Must outlive the segmenter.</param>
    /// <param name="cacheBytes">Size of its cache of features; 0 for none.</param>
    public static Segmenter CreateSegmenter(NetworkPool pool, long cacheBytes) =>
        new(new PictureDecoder(new PictureLimits()), pool, new FeatureCache(cacheBytes, new NoFeatureStore()));
}
