using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SegFunctions.Telemetry;

namespace SegFunctions.Apis.Cognite;

/// <summary>Caches what the identity provider publishes: its issuer name and its signing keys.</summary>
/// <remarks>
/// The library's own cache refreshes in the background and returns the old keys meanwhile, so that a withdrawn key is accepted once more. Here the caller that
/// finds the keys too old waits for new ones; only while the provider cannot be reached are the last ones used for a while longer.
/// </remarks>
internal sealed class ProviderKeys(
    IHttpClientFactory clients, IOptions<CogniteOptions> options, TimeProvider time, ILogger<ProviderKeys> logger) : IDisposable
{
    /// <summary>Name of the HTTP client; no user chooses the addresses that it calls.</summary>
    public const string Client = "openid-connect";

    /// <summary>Minimum time between two fetches, so that tokens with made-up key ids do not flood the provider.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How long the last keys are used while new ones cannot be fetched.</summary>
    public static readonly TimeSpan StandInFor = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Published? _last;
    private DateTimeOffset _tried = DateTimeOffset.MinValue;

    /// <exception cref="ApiException">The keys cannot be fetched, and the last ones are too old.</exception>
    public Task<OpenIdConnectConfiguration> GetAsync(CancellationToken cancellationToken) =>
        GetAsync(options.Value.OpenIdConnect.RefreshInterval, cancellationToken);

    /// <summary>Fetches the keys again, for a token whose key is not among them, since that may be new.</summary>
    /// <exception cref="ApiException">The keys cannot be fetched, and the last ones are too old.</exception>
    public Task<OpenIdConnectConfiguration> GetNewerAsync(CancellationToken cancellationToken) => GetAsync(Pause, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task<OpenIdConnectConfiguration> GetAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (_last is { } known && time.GetUtcNow() - known.Fetched < maxAge)
        {
            return known.Configuration;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if ((_last is null || now - _last.Fetched >= maxAge) && now - _tried >= Pause)
            {
                _tried = now;
                _last = await FetchAsync(now, cancellationToken) ?? _last;
            }

            return _last is { } last && now - last.Fetched < StandInFor
                ? last.Configuration
                : throw new ApiException(new ApiError(ApiErrorCode.Busy, "The identity provider cannot be reached.") { RetryAfter = Pause });
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Published?> FetchAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var authority = options.Value.OpenIdConnect.Authority!;
        try
        {
            using var client = clients.CreateClient(Client);
            var documents = new HttpDocumentRetriever(client) { RequireHttps = !authority.IsLoopback };
            var address = $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";
            return new Published(await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellationToken), now);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidOperationException or ArgumentException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            logger.ProviderUnreachable(exception, authority.Host);
            return null;
        }
    }

    private sealed record Published(OpenIdConnectConfiguration Configuration, DateTimeOffset Fetched);
}
