using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>The files of one job's result. Their addresses expire, so they are requested again before that.</summary>
internal sealed class SignedAssets : IDisposable
{
    private const double UsableShare = 0.5;

    private readonly SegmentationClient _client;
    private readonly TimeProvider _time;
    private readonly string _jobId;
    private readonly SemaphoreSlim _renewing = new(1);
    private Dictionary<string, Uri> _urls = [];
    private DateTimeOffset _usableUntil;

    public SignedAssets(SegmentationClient client, ResultResponse result, TimeProvider time)
    {
        (_client, _time, _jobId) = (client, time, result.Manifest.JobId);
        Take(result);
    }

    /// <param name="key">The key in the manifest.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellationToken">Stops the download; no file is left.</param>
    public async Task DownloadAsync(string key, string path, CancellationToken cancellationToken) =>
        await _client.DownloadAsync(await FindUrlAsync(key, cancellationToken), path, cancellationToken);

    public void Dispose() => _renewing.Dispose();

    private async Task<Uri> FindUrlAsync(string key, CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            if (_time.GetUtcNow() > _usableUntil)
            {
                Take(await _client.GetResultAsync(_jobId, cancellationToken));
            }

            return _urls[key];
        }
        finally
        {
            _renewing.Release();
        }
    }

    private void Take(ResultResponse result)
    {
        _urls = result.Assets.ToDictionary(asset => asset.Key, asset => asset.Url);
        _usableUntil = _time.GetUtcNow() + (TimeSpan.FromSeconds(result.ExpiresIn) * UsableShare);
    }
}
