using System.Security.Cryptography;

namespace SegFunctions.Inference.Pictures;

/// <summary>
/// Facts about the most recently decoded files, keyed by content: a second prompt on a picture whose features are cached needs none of its pixels.
/// The price is a SHA-256 of every file, about half a millisecond per megabyte, even if the file is never seen again. Safe to use from several threads.
/// </summary>
internal sealed class KnownPictures
{
    private const int Capacity = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, PictureFacts Facts)>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, PictureFacts Facts)> _byUse = new();

    /// <summary>Opens a file, decodes it only if it is unknown, and remembers the facts about it.</summary>
    /// <inheritdoc cref="PictureSource(PictureDecoder, byte[])"/>
    public PictureSource Open(PictureDecoder decoder, byte[] content)
    {
        var key = Convert.ToHexString(SHA256.HashData(content));
        if (Find(key) is { } facts)
        {
            return new PictureSource(decoder, content, facts);
        }

        var picture = new PictureSource(decoder, content);
        Remember(key, picture.Facts);
        return picture;
    }

    private PictureFacts? Find(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Facts;
        }
    }

    private void Remember(string key, PictureFacts facts)
    {
        lock (_lock)
        {
            if (!_entries.TryAdd(key, new((key, facts))))
            {
                return;
            }

            _byUse.AddFirst(_entries[key]);
            if (_entries.Count > Capacity)
            {
                _entries.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }
        }
    }
}
