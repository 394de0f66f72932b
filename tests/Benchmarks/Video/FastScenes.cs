using NetVips;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Inference.Tests.Video.Made;

namespace SegFunctions.Benchmarks.Video;

/// <summary>Clips like those from hand-held cameras: 24 frames per second, with motion blur, over a background that the camera pans along.</summary>
/// <param name="background">A photo.</param>
/// <param name="name">The word for the actor.</param>
/// <param name="cutout">The actor.</param>
internal sealed class FastScenes(GroundTruth background, string name, Image cutout)
{
    public const int Fps = 24;

    private const int Width = 854;
    private const int Height = 480;
    private const int Frames = 60;

    // Half of a frame's time, as shutters usually stay open.
    private const int Exposures = 8;
    private const double OpenPart = 0.5;

    // The background's width, in frames.
    private const double Panorama = 2.5;

    public static IReadOnlyList<string> Names { get; } = [nameof(Panned), nameof(Dash), nameof(Approach), nameof(Poles), nameof(Away)];

    public MadeClip Make(string scene) => scene switch
    {
        nameof(Panned) => Panned(),
        nameof(Dash) => Dash(),
        nameof(Approach) => Approach(),
        nameof(Poles) => Poles(),
        nameof(Away) => Away(),
        _ => throw new ArgumentOutOfRangeException(nameof(scene)),
    };

    /// <summary>The camera follows: the background rushes by while the actor hops in the middle.</summary>
    private MadeClip Panned() => Make(pan: 1, part => new ActorPlace(400 + (90 * Math.Sin(part * 9)), 270 + (35 * Math.Sin(part * 32)), 230 + (40 * Math.Sin(part * 5))));

    /// <summary>Back and forth across the frame during the clip, by up to a sixth of its width in a fifth of a second.</summary>
    private MadeClip Dash() => Make(pan: 0.2, part => new ActorPlace(427 + (340 * Math.Sin((part * 6) - 1.5)), 280 + (20 * Math.Sin(part * 25)), 150));

    /// <summary>From far to near.</summary>
    private MadeClip Approach() => Make(pan: 0.4, part => new ActorPlace(300 + (180 * part), 200 + (70 * part) + (8 * Math.Sin(part * 40)), 80 + (280 * part * part)));

    /// <summary>A small actor that runs behind three poles.</summary>
    private MadeClip Poles()
    {
        var poles = Enumerable.Range(1, 3).Select(pole => new Actor("pole", PoleImage(), _ => new ActorPlace(pole * 210, 250, 440)));
        return Make(pan: 0, part => new ActorPlace(70 + (710 * part), 300 + (15 * Math.Sin(part * 40)), 110), poles);
    }

    /// <summary>Out of the frame for more than half a second, and back.</summary>
    private MadeClip Away() => Make(pan: 0.3, part => new ActorPlace(700 + (360 * Math.Sin((part * 5) - 1)), 260, 180));

    private static Image PoleImage() => Image.Black(22, 440, 4) + new double[] { 210, 205, 200, 255 };

    /// <param name="pan">The part of the panorama that the camera pans along.</param>
    /// <param name="place">By the elapsed part of the clip.</param>
    /// <param name="inFront">Drawn in front of the actor.</param>
    private MadeClip Make(double pan, Func<double, ActorPlace> place, IEnumerable<Actor>? inFront = null)
    {
        var width = (int)(Width * Panorama);
        var most = (width - Width - 1) * pan;
        return new MadeClip(
            Casting.Background(background, width, Height + 40),
            [new Actor(name, cutout, exposure => place(PartAt(exposure))), .. inFront ?? []],
            Frames,
            new Camera(Width, Height, Fps, Exposures, exposure => ((int)(most * PartAt(exposure)), (int)(20 + (15 * Math.Sin(PartAt(exposure) * 20))))));
    }

    private static double PartAt(int exposure) => ((exposure / Exposures) + (OpenPart * (exposure % Exposures) / Exposures)) / Frames;
}
