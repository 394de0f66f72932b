using System.Threading.Channels;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using SegFunctions.Connections;
using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Blobs;

/// <summary>
/// Stores features as blobs in the container <c>features</c>, in the background. Inference never depends on it: features that cannot be written or read are
/// computed again. The functions app deletes old ones.
/// </summary>
internal sealed class BlobFeatureStore : IFeatureStore, IAsyncDisposable
{
    // Enough for a few pictures; if storage is slower than the networks, what does not fit is dropped.
    private const int Waiting = 8;

    /// <summary>Two megabytes occupy a small machine's storage for longer than a result's files, and those of the next click, which are to be stored first.</summary>
    private static readonly TimeSpan UntilWritten = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _closing = new();
    private readonly TimeProvider _time;
    private readonly BlobContainerClient? _container;
    private readonly ILogger<BlobFeatureStore> _logger;
    private readonly Channel<(FeatureKey Key, byte[] Features, long Since)> _waiting = Channel.CreateBounded<(FeatureKey, byte[], long)>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Task _writing;

    public BlobFeatureStore(BlobServiceClient blobs, IOptions<RuntimeOptions> options, TimeProvider time, ILogger<BlobFeatureStore> logger)
    {
        (_time, _logger) = (time, logger);
        _container = options.Value.StoreFeatures ? blobs.GetBlobContainerClient(ContainerNames.Features) : null;
        _writing = WriteAsync();
    }

    public async Task<byte[]?> FindAsync(FeatureKey key, CancellationToken cancellationToken)
    {
        try
        {
            return _container is null ? null : (await _container.GetBlobClient(key.ToString()).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            BlobsLog.FeaturesNotRead(_logger, exception);
            return null;
        }
    }

    public void Keep(FeatureKey key, byte[] features) => _waiting.Writer.TryWrite((key, features, _time.GetTimestamp()));

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _closing.CancelAsync();
        await _writing;
        _closing.Dispose();
    }

    /// <summary>Returns when the features are old enough, when so many wait that some would be dropped, or when this is closed.</summary>
    private async Task LetOthersPassAsync(long since)
    {
        while (UntilWritten - _time.GetElapsedTime(since) is { Ticks: > 0 } rest
            && _waiting.Reader.Count < Waiting / 2
            && !_closing.IsCancellationRequested)
        {
            await Task.Delay(rest < Look ? rest : Look, _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync()
    {
        await foreach (var (key, features, since) in _waiting.Reader.ReadAllAsync())
        {
            if (_container is null)
            {
                continue;
            }

            await LetOthersPassAsync(since);
            try
            {
                await _container.WriteAsync(
                    container => container.GetBlobClient(key.ToString()).UploadAsync(new BinaryData(features), overwrite: true), CancellationToken.None);
            }
            catch (Exception exception) when (exception is RequestFailedException or AggregateException)
            {
                BlobsLog.FeaturesNotWritten(_logger, exception);
            }
        }
    }
}
