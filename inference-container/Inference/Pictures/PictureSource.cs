using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>
/// A picture's file, decoded on demand to as few pixels as the caller needs: networks see about one megapixel of a photo of
/// twelve, and only a cut-out needs all of them. Decoded pictures are kept until this is disposed. Safe to use from several threads.
/// </summary>
public sealed class PictureSource : IDisposable
{
    /// <summary>The longest side of the inputs of the catalogue's networks.</summary>
    public const int NetworkSide = 1024;

    private readonly Lock _lock = new();
    private readonly Func<int, Picture>? _decode;
    private readonly List<Picture> _decoded = [];
    private readonly Dictionary<InputView, Lazy<PixelBuffer>> _views = [];
    private readonly Dictionary<PixelBox, string> _seen = [];

    /// <param name="decoder">Has the limits in force.</param>
    /// <param name="content">A JPEG, PNG or WebP file.</param>
    /// <exception cref="InferenceException">The file is too large, of another type, animated, truncated or corrupt.</exception>
    public PictureSource(PictureDecoder decoder, byte[] content)
    {
        _decode = pixels => decoder.DecodeFor(content, pixels);
        Facts = PictureFacts.Of(ForNetworks);
    }

    /// <param name="decoder">Has the limits in force.</param>
    /// <param name="content">A file that was decoded before.</param>
    /// <param name="facts">The facts about it. It is not decoded again until pixels are needed.</param>
    internal PictureSource(PictureDecoder decoder, byte[] content, PictureFacts facts)
    {
        _decode = pixels => decoder.DecodeFor(content, pixels);
        Facts = facts;
    }

    /// <param name="decoded">A frame of a video, at its full resolution; this instance takes ownership.</param>
    internal PictureSource(Picture decoded)
    {
        _decoded.Add(decoded);
        Facts = PictureFacts.Of(decoded);
    }

    /// <summary>The picture at <see cref="NetworkSide"/>: the same pixels for all prompts, so that features can be cached by them.</summary>
    public Picture ForNetworks
    {
        get
        {
            lock (_lock)
            {
                // Decoded before any other size, so that its pixels are always the same.
                if (_decoded.Count == 0)
                {
                    _decoded.Add(_decode!(NetworkSide));
                }

                return _decoded[0];
            }
        }
    }

    /// <summary>Width of the whole picture as displayed, pixels.</summary>
    public int Width => Facts.Width;

    /// <summary>Height of the whole picture as displayed, pixels.</summary>
    public int Height => Facts.Height;

    /// <summary>Whether any pixel of the picture is transparent.</summary>
    public bool IsTransparent => Facts.IsTransparent;

    internal PictureFacts Facts { get; }

    /// <summary>The whole picture, as a region of it.</summary>
    public PixelBox Frame => new(0, 0, Width, Height);

    /// <summary>Every pixel.</summary>
    public Picture Whole => ForLongSide(int.MaxValue);

    /// <summary>At least this many pixels along the longer side, or every pixel of a smaller picture.</summary>
    public Picture ForLongSide(int pixels)
    {
        lock (_lock)
        {
            var first = ForNetworks;
            var kept = _decoded.Find(picture => picture.IsWhole || picture.LongSide >= pixels);
            if (kept is null && _decode is not null)
            {
                kept = _decode(pixels);
                _decoded.Add(kept);
            }

            return kept ?? first;
        }
    }

    /// <summary>At least this many pixels along the longer side of a region.</summary>
    public Picture ForRegion(PixelBox region, int pixels) => ForLongSide(
        (int)Math.Min(int.MaxValue, Math.Ceiling((double)pixels * Math.Max(Width, Height) / Math.Max(region.Width, region.Height))));

    /// <summary>
    /// Identifies the pixels that networks see in a region: SHA-256 of them and of their position, lower-case hex. For a file that was decoded before, the hash may be that of the pixels seen
    /// then, which differ if another region called for more of them. It is good for finding features; store new ones by <see cref="GetSha256OfSeen"/>.
    /// </summary>
    public string GetSha256(PixelBox region)
    {
        lock (_lock)
        {
            return _seen.TryGetValue(region, out var seen) ? seen : Facts.FindSha256(region) ?? GetSha256OfSeen(region);
        }
    }

    /// <summary>Like <see cref="GetSha256"/>, but always for the pixels of the region that networks have been given, or would be given now.</summary>
    public string GetSha256OfSeen(PixelBox region)
    {
        lock (_lock)
        {
            if (!_seen.TryGetValue(region, out var sha256))
            {
                _seen.Add(region, sha256 = ForRegion(region, NetworkSide).ComputeSha256(region));
                Facts.Remember(region, sha256);
            }

            return sha256;
        }
    }

    /// <summary>At least as many pixels across and down the region as the view has, so that a stretched view shows all the detail of the file.</summary>
    internal Picture ForView(InputView view)
    {
        var (region, longSide) = (view.Region, Math.Max(view.Width, view.Height));

        // If the proportions are kept, the shorter side follows from the longer one except for rounding, which is no reason to decode again.
        return view with { Mirrored = false } == InputView.Fit(region, longSide)
            ? ForRegion(region, longSide)
            : ForLongSide((int)Math.Min(
                int.MaxValue, Math.Ceiling(Math.Max(Width, Height) * Math.Max((double)view.Width / region.Width, (double)view.Height / region.Height))));
    }

    /// <summary>The pixels of a view, unmirrored. Rendered once, which can be done before the network's turn. Callers must not dispose them.</summary>
    internal PixelBuffer Render(InputView view)
    {
        var unmirrored = view with { Mirrored = false };
        Lazy<PixelBuffer>? pixels;
        lock (_lock)
        {
            if (!_views.TryGetValue(unmirrored, out pixels))
            {
                _views.Add(unmirrored, pixels = new(() => ForView(view).Resize(view.Region, view.Width, view.Height)));
            }
        }

        // Not in the lock: other threads render other views at the same time.
        return pixels.Value;
    }

    /// <summary>Renders several views at the same time.</summary>
    internal void Render(IEnumerable<InputView> views) => Task.WhenAll(
        views.Select(view => view with { Mirrored = false }).Distinct().Select(view => Task.Run(() => Render(view)))).GetAwaiter().GetResult();

    /// <summary>Discards what was rendered for a region: a long picture has many.</summary>
    internal void Forget(PixelBox region)
    {
        lock (_lock)
        {
            foreach (var view in _views.Keys.Where(view => view.Region == region).ToList())
            {
                _views.Remove(view, out var pixels);
                Discard(pixels!);
            }
        }
    }

    public void Dispose()
    {
        foreach (var pixels in _views.Values)
        {
            Discard(pixels);
        }

        foreach (var picture in _decoded)
        {
            picture.Dispose();
        }
    }

    private static void Discard(Lazy<PixelBuffer> pixels)
    {
        if (pixels.IsValueCreated)
        {
            pixels.Value.Dispose();
        }
    }
}
