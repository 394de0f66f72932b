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

    // So many are written at once, before any is dropped.
    private const int Crowd = Waiting / 2;

    // Writing two megabytes keeps a small machine's storage busy for longer than a result's files do; these, and the next click's, go first.
    private static readonly TimeSpan UntilWritten = TimeSpan.FromSeconds(1);

    // A worker that stops has little time.
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _givingUp;
    private readonly TimeProvider _time;
    private readonly BlobContainerClient? _container;
    private readonly ILogger<BlobFeatureStore> _logger;
    private readonly Channel<(FeatureKey Key, byte[] Features, long Since)> _waiting = Channel.CreateBounded<(FeatureKey, byte[], long)>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Task _writing;
    private volatile TaskCompletionSource _crowded = new();

    public BlobFeatureStore(BlobServiceClient blobs, IOptions<RuntimeOptions> options, TimeProvider time, ILogger<BlobFeatureStore> logger)
    {
        (_time, _logger) = (time, logger);
        _givingUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
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

    public void Keep(FeatureKey key, byte[] features)
    {
        _waiting.Writer.TryWrite((key, features, _time.GetTimestamp()));
        if (_waiting.Reader.Count >= Crowd)
        {
            _crowded.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _givingUp.CancelAfter(LastWrites);
        await _closing.CancelAsync();
        await _writing;
        _closing.Dispose();
        _givingUp.Dispose();
    }

    /// <summary>Returns when the features are old enough, when so many wait that some would soon be dropped, or when this is closed.</summary>
    private async Task WaitForTurnAsync(long since)
    {
        var crowded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _crowded = crowded;
        var rest = UntilWritten - _time.GetElapsedTime(since);
        if (rest > TimeSpan.Zero && _waiting.Reader.Count < Crowd)
        {
            await crowded.Task.WaitAsync(rest, _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

            await WaitForTurnAsync(since);
            try
            {
                await _container.WriteAsync(
                    container => container.GetBlobClient(key.ToString()).UploadAsync(new BinaryData(features), overwrite: true, _givingUp.Token), _givingUp.Token);
            }
#pragma warning disable CA1031 // Nothing depends on what could not be stored, and what comes after it may be stored.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                BlobsLog.FeaturesNotWritten(_logger, exception);
            }
        }
    }
}
