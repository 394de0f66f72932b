using Azure;
using SegFunctions.Contract;

namespace SegFunctions.Worker.Blobs;

/// <summary>The most recently read pictures' files: the next click is usually on one of them. Thread-safe.</summary>
internal sealed class RecentInputs
{
    /// <summary>Bytes of all files together.</summary>
    public const long Capacity = 16 << 20;

    /// <summary>A larger file would evict most others.</summary>
    public const int LargestFile = (int)(Capacity / 4);

    /// <summary>The files themselves are not all that is kept of small ones.</summary>
    public const int MaxFiles = 256;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<BlobReference, RecentInput> _files = [];
    private long _bytes;

    public RecentInput? Find(BlobReference input)
    {
        lock (_gate)
        {
            if (!_files.Remove(input, out var found))
            {
                return null;
            }

            _files.Add(input, found);
            return found;
        }
    }

    /// <param name="file">Replaces what is known of this input.</param>
    public void Keep(BlobReference input, RecentInput file)
    {
        lock (_gate)
        {
            Remove(input);
            if (file.Content.Length is 0 or > LargestFile)
            {
                return;
            }

            _files.Add(input, file);
            _bytes += file.Content.Length;
            while (_bytes > Capacity || _files.Count > MaxFiles)
            {
                _bytes -= _files.GetAt(0).Value.Content.Length;
                _files.RemoveAt(0);
            }
        }
    }

    public void Forget(BlobReference input)
    {
        lock (_gate)
        {
            Remove(input);
        }
    }

    private void Remove(BlobReference input)
    {
        if (_files.Remove(input, out var old))
        {
            _bytes -= old.Content.Length;
        }
    }
}

/// <param name="Version">The blob's version that this is the content of.</param>
/// <param name="Content">Not to be changed.</param>
internal sealed record RecentInput(ETag Version, byte[] Content);
