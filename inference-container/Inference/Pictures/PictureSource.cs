using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>
/// A picture's file, decoded on demand to as few pixels as the caller needs: networks see about one megapixel of a photo of
/// twelve, and only a cut-out needs them all. What is decoded is kept until this is disposed. Safe to use from several threads.
/// </summary>
public sealed class PictureSource : IDisposable
{
    /// <summary>The longer side that the networks of the catalogue look at.</summary>
    public const int NetworkSide = 1024;

    private readonly Lock _lock = new();
    private readonly Func<int, Picture>? _decode;
    private readonly List<Picture> _decoded = [];
    private readonly Dictionary<InputView, PixelBuffer> _views = [];
    private readonly Dictionary<PixelBox, string> _seen = [];

    /// <param name="decoder">With the limits in force.</param>
    /// <param name="content">A JPEG, PNG or WebP file.</param>
    /// <exception cref="InferenceException">The file is too large, of another type, animated, truncated or corrupt.</exception>
    public PictureSource(PictureDecoder decoder, byte[] content)
    {
        _decode = pixels => decoder.DecodeFor(content, pixels);
        Facts = PictureFacts.Of(ForNetworks);
    }

    /// <param name="decoder">With the limits in force.</param>
    /// <param name="content">A file that was decoded before.</param>
    /// <param name="facts">What was found out about it. Until pixels are needed, it is not decoded again.</param>
    internal PictureSource(PictureDecoder decoder, byte[] content, PictureFacts facts)
    {
        _decode = pixels => decoder.DecodeFor(content, pixels);
        Facts = facts;
    }

    /// <param name="decoded">A frame of a video, at its full resolution; owned from here on.</param>
    internal PictureSource(Picture decoded)
    {
        _decoded.Add(decoded);
        Facts = PictureFacts.Of(decoded);
    }

    /// <summary>At <see cref="NetworkSide"/>: the same pixels whatever the prompts are, so that features can be cached by them.</summary>
    public Picture ForNetworks
    {
        get
        {
            lock (_lock)
            {
                // Before any other size, whose pixels would not be the same.
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
    /// Identifies the pixels that networks see in a region: SHA-256 of them and of their position, lower-case hex. Of a file that was decoded before it may be that of the pixels seen
    /// then, and those differ if another region called for more of them: it finds features, but new ones are kept by <see cref="GetSha256OfSeen"/>.
    /// </summary>
    public string GetSha256(PixelBox region)
    {
        lock (_lock)
        {
            return _seen.TryGetValue(region, out var seen) ? seen : Facts.FindSha256(region) ?? GetSha256OfSeen(region);
        }
    }

    /// <summary>As <see cref="GetSha256"/>, but certainly of the pixels that networks have been given of the region, or would be now.</summary>
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

    /// <summary>At least as many pixels across and down a region as a view of it has, so that one that is stretched shows what the file has.</summary>
    internal Picture ForView(InputView view)
    {
        var (region, longSide) = (view.Region, Math.Max(view.Width, view.Height));

        // Where the proportions stay, the shorter side follows from the longer one but for rounding, which is no reason to decode again.
        return view with { Mirrored = false } == InputView.Fit(region, longSide)
            ? ForRegion(region, longSide)
            : ForLongSide((int)Math.Min(
                int.MaxValue, Math.Ceiling(Math.Max(Width, Height) * Math.Max((double)view.Width / region.Width, (double)view.Height / region.Height))));
    }

    /// <summary>The pixels of a view, unmirrored. Rendered once, so that it can be done before the network's turn. Not the caller's to dispose.</summary>
    internal PixelBuffer Render(InputView view)
    {
        var unmirrored = view with { Mirrored = false };
        lock (_lock)
        {
            if (!_views.TryGetValue(unmirrored, out var pixels))
            {
                pixels = ForView(view).Resize(view.Region, view.Width, view.Height);
                _views.Add(unmirrored, pixels);
            }

            return pixels;
        }
    }

    /// <summary>Lets go of what was rendered of a region: a long picture is looked at in many.</summary>
    internal void Forget(PixelBox region)
    {
        lock (_lock)
        {
            foreach (var view in _views.Keys.Where(view => view.Region == region).ToList())
            {
                _views.Remove(view, out var pixels);
                pixels!.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var pixels in _views.Values)
        {
            pixels.Dispose();
        }

        foreach (var picture in _decoded)
        {
            picture.Dispose();
        }
    }
}
