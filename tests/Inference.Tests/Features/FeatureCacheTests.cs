using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Tests.EndToEnd;

namespace SegFunctions.Inference.Tests.Features;

public sealed class FeatureCacheTests
{
    private static readonly FeatureKey _first = new("a", "n");
    private static readonly FeatureKey _second = new("b", "n");
    private static readonly FeatureKey _third = new("c", "n");

    [Fact]
    public void Forgets_what_was_used_longest_ago_when_the_bytes_do_not_fit()
    {
        var cache = new FeatureCache(20, new NoFeatureStore());
        cache.Add(_first, new byte[10]);
        cache.Add(_second, new byte[10]);
        cache.Find(_first);
        cache.Add(_third, new byte[10]);

        Assert.NotNull(cache.Find(_first));
        Assert.Null(cache.Find(_second));
        Assert.NotNull(cache.Find(_third));
        Assert.Equal(20, cache.Bytes);
    }

    [Fact]
    public void Keeps_nothing_that_is_larger_than_all_of_it()
    {
        var cache = new FeatureCache(20, new NoFeatureStore());
        cache.Add(_first, new byte[21]);

        Assert.Null(cache.Find(_first));
        Assert.Equal(0, cache.Bytes);
    }

    [Fact]
    public async Task Says_once_that_features_came_from_the_store()
    {
        var store = new RememberedFeatures();
        store.Keep(_first, [1, 2]);
        var cache = new FeatureCache(20, store);
        await cache.PrepareAsync(_first, TestContext.Current.CancellationToken);

        Assert.Equal(EmbeddingSource.Store, cache.Find(_first)!.Value.Source);
        Assert.Equal(EmbeddingSource.Memory, cache.Find(_first)!.Value.Source);
    }

    [Fact]
    public async Task Other_pixels_and_other_networks_have_features_of_their_own()
    {
        var cache = new FeatureCache(20, new NoFeatureStore());
        cache.Add(_first, [1]);
        await cache.PrepareAsync(_first with { Networks = "m" }, TestContext.Current.CancellationToken);

        Assert.Null(cache.Find(_second));
        Assert.Null(cache.Find(_first with { Networks = "m" }));
    }
}
