using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Video;

/// <summary>
/// Clips on this machine's disk, each downloaded once for all of its steps on this worker. ffmpeg needs a file, since much of what it reads is at the end.
/// </summary>
internal sealed class ClipStore(BlobServiceClient blobs, WorkFolder folder, IOptions<VideoOptions> options)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Entry> _entries = new();

    /// <summary>Gets the clip's file, which is kept until the lease is disposed, and longer if there is room.</summary>
    /// <exception cref="InferenceException">The blob is missing, or larger than the limit, in which case its body is not read.</exception>
    public async Task<ClipLease> TakeAsync(BlobReference input, CancellationToken cancellationToken)
    {
        var entry = Use(input);
        try
        {
            await entry.Download.WaitAsync(cancellationToken);
            return new ClipLease(entry.Path, () => Release(entry));
        }
        catch
        {
            // On any failure the caller gets no lease that would release the entry.
            Release(entry);
            throw;
        }
    }

    private Entry Use(BlobReference input)
    {
        lock (_lock)
        {
            var entry = _entries.FirstOrDefault(entry => entry.Input == input && !entry.Download.IsFaulted);
            if (entry is null)
            {
                // Without the caller's token, since another step may wait for the same clip.
                var path = folder.NewPath();
                entry = new Entry(input, path, DownloadAsync(input, path));
            }
            else
            {
                _entries.Remove(entry);
            }

            _entries.AddFirst(entry);
            entry.Users++;
            return entry;
        }
    }

    private void Release(Entry released)
    {
        lock (_lock)
        {
            released.Users--;
            var room = options.Value.CacheMegabytes * 1_000_000L;
            foreach (var entry in _entries.ToList())
            {
                room -= entry.Download.IsCompletedSuccessfully ? entry.Download.Result : 0;
                if (entry.Users == 0 && (room < 0 || entry.Download.IsFaulted))
                {
                    _entries.Remove(entry);
                    File.Delete(entry.Path);
                }
            }
        }
    }

    /// <returns>The file's length.</returns>
    private async Task<long> DownloadAsync(BlobReference input, string path)
    {
        try
        {
            var blob = blobs.GetBlobContainerClient(input.Container).GetBlobClient(input.Name);
            var length = (await blob.GetPropertiesAsync()).Value.ContentLength;
            var most = options.Value.MaxMegabytes * 1_000_000L;
            if (length > most)
            {
                throw new InferenceException(InferenceErrorCode.InputTooLarge, $"The video has {length:N0} bytes; at most {most:N0} are accepted.");
            }

            await blob.DownloadToAsync(path);
            return length;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            throw new InferenceException(InferenceErrorCode.InputMissing, "The input does not exist: it was never uploaded, or it has been deleted.", exception);
        }
    }

    private sealed class Entry(BlobReference input, string path, Task<long> download)
    {
        public BlobReference Input => input;

        public string Path => path;

        public Task<long> Download => download;

        public int Users { get; set; }
    }
}

/// <summary>A clip's file while it is used.</summary>
internal sealed class ClipLease(string path, Action release) : IDisposable
{
    public string Path => path;

    public void Dispose() => release();
}
