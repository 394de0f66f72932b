using NetVips;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>Clips in which two actors may be mistaken for each other, or one for a new one.</summary>
/// <param name="background">A photo of <see cref="Width"/> × <see cref="Height"/> pixels.</param>
/// <param name="wall">What the first one passes behind.</param>
/// <param name="first">A word and a cutout.</param>
/// <param name="second">Of another kind, or of the same kind and similar size.</param>
internal sealed class IdScenes(Image background, Image wall, (string Word, Image Cutout) first, (string Word, Image Cutout) second)
{
    public const int Width = 640;
    public const int Height = 480;

    // Length of an actor's longer side.
    private const double Size = 130;

    private const double HiddenSeconds = 2;

    /// <param name="scene">The name of one of the methods.</param>
    public MadeClip Make(string scene) => scene switch
    {
        nameof(Crossing) => Crossing(),
        nameof(Hidden) => Hidden(),
        nameof(HiddenBetweenEdges) => HiddenBetweenEdges(),
        nameof(Appearing) => Appearing(),
        nameof(Strolling) => Strolling(),
        nameof(StrollingApart) => StrollingApart(),
        _ => throw new ArgumentOutOfRangeException(nameof(scene)),
    };

    /// <summary>They meet in the middle, and the second is in front of the first.</summary>
    public MadeClip Crossing()
    {
        const double Seconds = 3;
        return Make(
            Seconds,
            Walk(first, new(100, 215, Size), new(540, 240, Size), 0, Seconds),
            Walk(second, new(540, 250, Size), new(100, 235, Size), 0, Seconds));
    }

    /// <summary>The first is gone for two seconds, while the second walks along below.</summary>
    public MadeClip Hidden() => Hidden(pace: 90, 110, fromEdge: 57);

    /// <summary>The same, with the first one cut off by the frame's edges where it starts and where it ends.</summary>
    public MadeClip HiddenBetweenEdges() => Hidden(pace: 110, Size, fromEdge: 40);

    /// <summary>The second appears halfway through the clip.</summary>
    public MadeClip Appearing()
    {
        const double Seconds = 3;
        return Make(
            Seconds,
            Walk(first, new(120, 200, Size), new(330, 230, Size), 0, Seconds),
            Walk(second, new(720, 300, Size), new(500, 290, Size), Seconds / 2, Seconds));
    }

    /// <summary>The first one alone, by less than its width in two seconds.</summary>
    public MadeClip Strolling() => Make(2, Walk(first, new(250, 220, Size), new(310, 230, Size), 0, 2));

    /// <summary>Both, each by less than its width in two seconds, in two corners.</summary>
    public MadeClip StrollingApart() => Make(2, Walk(first, new(75, 75, Size), new(105, 85, Size), 0, 2), Walk(second, new(565, 405, Size), new(535, 395, Size), 0, 2));

    /// <summary>A blue board alone, which detectors take for nothing.</summary>
    /// <param name="pace">To the right, pixels per second.</param>
    public MadeClip Gliding(double pace)
    {
        using var blue = Image.Black(30, 90, 3) + new double[] { 60, 60, 160 };
        using var board = blue.Bandjoin(byte.MaxValue);
        return Make(2, new Actor("board", board.Cast(Enums.BandFormat.Uchar), frame => new ActorPlace(120 + (pace * frame / MadeClip.Fps), 200, 90)));
    }

    /// <param name="pace">The first one's pace, in pixels per second.</param>
    /// <param name="size">The size of both.</param>
    /// <param name="fromEdge">Where the center of the first one starts and ends, in pixels from the frame's edges.</param>
    private MadeClip Hidden(double pace, double size, double fromEdge)
    {
        var hidden = (HiddenSeconds * pace) + size;
        var seconds = (Width - (2 * fromEdge)) / pace;
        return Make(
            seconds,
            Walk(first, new(fromEdge, 150, size), new(Width - fromEdge, 160, size), 0, seconds),
            Walk(second, new(560, 400, size), new(200, 395, size), 0, seconds),
            new Actor("wall", wall, _ => new ActorPlace(Width / 2.0, 160, hidden)));
    }

    private MadeClip Make(double seconds, params IReadOnlyList<Actor> actors) => new(background, actors, (int)(seconds * MadeClip.Fps) + 1);

    /// <summary>At a constant pace, and not there before.</summary>
    private static Actor Walk((string Word, Image Cutout) who, ActorPlace from, ActorPlace to, double start, double end) => new(who.Word, who.Cutout, frame =>
    {
        var part = (((double)frame / MadeClip.Fps) - start) / (end - start);
        return part < 0 ? null : new ActorPlace(from.X + ((to.X - from.X) * part), from.Y + ((to.Y - from.Y) * part), from.Size);
    });
}
