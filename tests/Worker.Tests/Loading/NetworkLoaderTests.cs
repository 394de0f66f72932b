using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegFunctions.Inference.Networks;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Loading;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Tests.Loading;

/// <summary>Without installed networks, and without permission to install them.</summary>
public sealed class NetworkLoaderTests : IDisposable
{
    private const string NotInstalled = "The model 'isnet' is not installed in /nowhere.";

    private readonly ModelStore _store = new("/nowhere");
    private readonly NetworksHealth _health = new();
    private readonly NetworkPool _pool;
    private readonly NetworkLoader _loader;

    public NetworkLoaderTests()
    {
        var catalogue = ModelCatalogue.Load();
        _pool = new NetworkPool(new OnnxSettings(), _store, ModelChoice.Of(catalogue));
        _loader = new NetworkLoader(
            _pool, new ModelInstaller(catalogue, _store, TimeProvider.System), _health, Options.Create(new ModelsOptions { Install = false }), NullLogger<NetworkLoader>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_needed_before_the_first_request()
    {
        Assert.False(_loader.WasAsked);
        Assert.Equal((HealthStatus.Healthy, "not needed yet"), await CheckAsync());
    }

    [Fact]
    public async Task A_failure_is_named_by_health_and_the_next_request_tries_again()
    {
        Assert.Equal(NotInstalled, (await Assert.ThrowsAsync<InvalidOperationException>(PrepareAsync)).Message);
        Assert.Equal((HealthStatus.Unhealthy, NotInstalled), await CheckAsync());

        _health.Reached("opening");
        await Assert.ThrowsAsync<InvalidOperationException>(PrepareAsync);
        Assert.Equal((HealthStatus.Unhealthy, NotInstalled), await CheckAsync());
    }

    [Fact]
    public async Task A_warm_up_is_not_a_request()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _loader.OpenAsync([ModelAbility.Subject], Token));
        Assert.False(_loader.WasAsked);

        await Assert.ThrowsAsync<InvalidOperationException>(PrepareAsync);
        Assert.True(_loader.WasAsked);
    }

    [Fact]
    public async Task A_request_that_is_canceled_says_nothing_of_the_networks()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _loader.PrepareAsync([ModelAbility.Subject], new CancellationToken(canceled: true)));

        Assert.Equal((HealthStatus.Healthy, "not needed yet"), await CheckAsync());
    }

    [Fact]
    public async Task A_request_that_needs_no_network_waits_for_none() => await _loader.PrepareAsync([], Token);

    public void Dispose()
    {
        _loader.Dispose();
        _pool.Dispose();
    }

    private Task PrepareAsync() => _loader.PrepareAsync([ModelAbility.Subject], Token);

    private async Task<(HealthStatus Status, string? Description)> CheckAsync()
    {
        var result = await _health.CheckHealthAsync(new HealthCheckContext(), Token);
        return (result.Status, result.Description);
    }
}
