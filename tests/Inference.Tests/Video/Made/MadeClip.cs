using System.Diagnostics;
using NetVips;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>A clip in which every pixel of every object is known: cutouts of photos that move over another photo.</summary>
/// <param name="background">A photo, of the clip's size or, with a camera, larger.</param>
/// <param name="actors">Later ones are in front of earlier ones. Their places are requested per exposure.</param>
/// <param name="frames">Number of frames.</param>
/// <param name="camera">Films the scene; null for a camera that stands still and takes sharp frames.</param>
internal sealed class MadeClip(Image background, IReadOnlyList<Actor> actors, int frames, Camera? camera = null)
{
    public const int Fps = 15;

    private readonly Camera _camera = camera ?? new Camera(background.Width, background.Height, Fps, 1, _ => (0, 0));
    private byte[]? _background;

    /// <summary>Minimum alpha of a pixel that belongs to the actor.</summary>
    public const int Opaque = 128;

    public int Width => _camera.Width;

    public int Height => _camera.Height;

    public int Frames => frames;

    public IReadOnlyList<Actor> Actors => actors;

    /// <summary>The visible part of an actor; null if there is none. In a blurred frame, the middle exposure counts.</summary>
    public BinaryMask? TruthOf(Actor actor, int frame)
    {
        frame = (frame * _camera.Exposures) + (_camera.Exposures / 2);
        var mask = new BinaryMask(Width, Height);
        foreach (var other in actors.SkipWhile(other => other != actor))
        {
            Draw(other, frame, (x, y, pixel) =>
            {
                if (pixel[3] >= Opaque)
                {
                    mask[x, y] = other == actor;
                }
            });
        }

        return mask.FindBox() is null ? null : mask;
    }

    /// <summary>The visible fraction of an actor, 0–1.</summary>
    public double SeenPartOf(Actor actor, int frame) =>
        actor.Place((frame * _camera.Exposures) + (_camera.Exposures / 2)) is { } place && TruthOf(actor, frame) is { } truth ? (double)truth.CountArea() / actor.AreaAt(place.Size) : 0;

    /// <summary>As H.264 in an MP4.</summary>
    public void Write(string path)
    {
        var size = FormattableString.Invariant($"{Width}x{Height}");
        using var encoder = Process.Start(new ProcessStartInfo(
            "ffmpeg",
            ["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", _camera.Fps.ToString(System.Globalization.CultureInfo.InvariantCulture), "-i", "pipe:0",
                "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-crf", "16", path])
        {
            RedirectStandardInput = true,
        })!;
        for (var frame = 0; frame < frames; frame++)
        {
            encoder.StandardInput.BaseStream.Write(Pixels(frame));
        }

        encoder.StandardInput.Close();
        encoder.WaitForExit();
        if (encoder.ExitCode != 0)
        {
            throw new InvalidOperationException("ffmpeg could not write a clip.");
        }
    }

    private byte[] Pixels(int frame)
    {
        if (_camera.Exposures == 1)
        {
            return Expose(frame);
        }

        var sums = new int[Width * Height * 3];
        for (var exposure = 0; exposure < _camera.Exposures; exposure++)
        {
            foreach (var (at, value) in Expose((frame * _camera.Exposures) + exposure).Index())
            {
                sums[at] += value;
            }
        }

        return [.. sums.Select(sum => (byte)(sum / _camera.Exposures))];
    }

    private byte[] Expose(int frame)
    {
        var (cornerX, cornerY) = _camera.Corner(frame);
        _background ??= background.Cast(Enums.BandFormat.Uchar).WriteToMemory<byte>();
        var pixels = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        {
            _background.AsSpan((((y + cornerY) * background.Width) + cornerX) * 3, Width * 3).CopyTo(pixels.AsSpan(y * Width * 3));
        }

        foreach (var actor in actors)
        {
            Draw(actor, frame, (x, y, pixel) =>
            {
                for (var band = 0; band < 3; band++)
                {
                    ref var value = ref pixels[(((y * Width) + x) * 3) + band];
                    value = (byte)(((value * (255 - pixel[3])) + (pixel[band] * pixel[3])) / 255);
                }
            });
        }

        return pixels;
    }

    private void Draw(Actor actor, int frame, PixelAction paint)
    {
        if (actor.Place(frame) is not { } place)
        {
            return;
        }

        var (pixels, width, height) = actor.Scaled(place.Size);
        var (left, top) = ((int)Math.Round(place.X - (width / 2.0)), (int)Math.Round(place.Y - (height / 2.0)));
        for (var y = Math.Max(0, -top); y < Math.Min(height, Height - top); y++)
        {
            for (var x = Math.Max(0, -left); x < Math.Min(width, Width - left); x++)
            {
                var pixel = pixels.AsSpan(((y * width) + x) * 4, 4);
                if (pixel[3] > 0)
                {
                    paint(left + x, top + y, pixel);
                }
            }
        }
    }

    private delegate void PixelAction(int x, int y, ReadOnlySpan<byte> pixel);
}

/// <summary>Films a background that is larger than a frame.</summary>
/// <param name="Width">Width of a frame, pixels.</param>
/// <param name="Height">Height of a frame, pixels.</param>
/// <param name="Fps">Frames per second.</param>
/// <param name="Exposures">How many consecutive moments are blurred into a frame.</param>
/// <param name="Corner">The position of a moment's top left corner in the background, in pixels.</param>
internal sealed record Camera(int Width, int Height, int Fps, int Exposures, Func<int, (int X, int Y)> Corner);

/// <summary>A cutout that moves.</summary>
/// <param name="name">The word for it.</param>
/// <param name="cutout">RGBA, cropped to what is opaque.</param>
/// <param name="place">Its center and the length of its longer side in a frame, in pixels of the clip; null where it is absent.</param>
internal sealed class Actor(string name, Image cutout, Func<int, ActorPlace?> place)
{
    private readonly Dictionary<int, (byte[] Pixels, int Width, int Height)> _scaled = [];

    public string Name => name;

    public ActorPlace? Place(int frame) => place(frame);

    /// <summary>Its opaque pixels if nothing hides it.</summary>
    public int AreaAt(double size)
    {
        var (pixels, width, height) = Scaled(size);
        return Enumerable.Range(0, width * height).Count(pixel => pixels[(pixel * 4) + 3] >= MadeClip.Opaque);
    }

    public (byte[] Pixels, int Width, int Height) Scaled(double size)
    {
        var side = (int)Math.Round(size);
        if (!_scaled.TryGetValue(side, out var scaled))
        {
            using var weighted = cutout.Premultiply();
            using var resized = weighted.Resize((double)side / Math.Max(cutout.Width, cutout.Height), Enums.Kernel.Linear);
            using var plain = resized.Unpremultiply();
            using var bytes = plain.Cast(Enums.BandFormat.Uchar);
            _scaled.Add(side, scaled = (bytes.WriteToMemory<byte>(), bytes.Width, bytes.Height));
        }

        return scaled;
    }
}

/// <summary>Where an actor is.</summary>
internal sealed record ActorPlace(double X, double Y, double Size);
