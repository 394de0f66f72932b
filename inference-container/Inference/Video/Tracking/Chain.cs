namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Tracklets of one object in the order of time, at least one; what is computed of them is kept until there are more.</summary>
internal sealed class Chain
{
    private double? _score;
    private Appearance? _first;
    private Appearance? _last;
    private Appearance? _look;

    public List<Tracklet> Parts { get; } = [];

    public TrackletEnd Head => Parts[0].Head;

    public TrackletEnd Tail => Parts[^1].Tail;

    /// <summary>How it left: an object going behind something gets smaller and seems slower at the end, so its earlier state is the better measure.</summary>
    public TrackletEnd Leaving => SizeOf(Parts[^1].Head) > SizeOf(Tail) ? Parts[^1].Head : Tail;

    /// <summary>How it came, likewise.</summary>
    public TrackletEnd Coming => SizeOf(Parts[0].Tail) > SizeOf(Head) ? Parts[0].Tail : Head;

    public string Label => Parts[0].Label;

    public double Score => _score ??= Parts.Average(part => part.BestScore);

    public Appearance First => _first ??= new([.. Parts[0].Look]);

    public Appearance Last => _last ??= new([.. Parts[^1].Look]);

    public Appearance Look => _look ??= Appearance.Mean([.. Parts.Select(part => new Appearance([.. part.Look]))]);

    public void Add(IEnumerable<Tracklet> parts)
    {
        Parts.AddRange(parts);
        (_score, _first, _last, _look) = (null, null, null, null);
    }

    /// <summary>Side of a square of the same area as an end's box, pixels.</summary>
    public static double SizeOf(TrackletEnd end) => Math.Sqrt((double)end.Box.Width * end.Box.Height);
}
