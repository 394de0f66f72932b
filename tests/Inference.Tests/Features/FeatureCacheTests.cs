using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Tests.EndToEnd;

namespace SegFunctions.Inference.Tests.Features;

public sealed class FeatureCacheTests
{
    private static readonly FeatureKey First = new("a", "n");
    private static readonly FeatureKey Second = new("b", "n");
    private static readonly FeatureKey Third = new("c", "n");

    [Fact]
    public void Forgets_what_was_used_longest_ago_when_the_bytes_do_not_fit()
    {
        var cache = new FeatureCache(20, new NoFeatureStore());
        cache.Add(First, new byte[10]);
        cache.Add(Second, new byte[10]);
        cache.Find(First);
        cache.Add(Third, new byte[10]);

        Assert.NotNull(cache.Find(First));
        Assert.Null(cache.Find(Second));
        Assert.NotNull(cache.Find(Third));
        Assert.Equal(20, cache.Bytes);
    }

    [Fact]
    public void Keeps_nothing_that_is_larger_than_all_of_it()
    {
        var cache = new FeatureCache(20, new NoFeatureStore());
        cache.Add(First, new byte[21]);

        Assert.Null(cache.Find(First));
        Assert.Equal(0, cache.Bytes);
    }

    [Fact]
    public async Task Says_once_that_features_came_from_the_store()
    {
        var store = new RememberedFeatures();
        store.Keep(First, [1, 2]);
        var cache = new FeatureCache(20, store);
        await cache.PrepareAsync(First, TestContext.Current.CancellationToken);

        Assert.Equal(EmbeddingSource.Store, cache.Find(First)!.Value.Source);
        Assert.Equal(EmbeddingSource.Memory, cache.Find(First)!.Value.Source);
    }

    [Fact]
    public async Task Other_pixels_and_other_networks_have_features_of_their_own()
    {
        var cache = new FeatureCache(20, new NoFeatureStore());
        cache.Add(First, [1]);
        await cache.PrepareAsync(First with { Networks = "m" }, TestContext.Current.CancellationToken);

        Assert.Null(cache.Find(Second));
        Assert.Null(cache.Find(First with { Networks = "m" }));
    }
}
