using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// What the words name in a frame, cut out as far as it is asked for: the encoder sees all of the frame for that. An object's number does not depend on what else
/// is cut out, so that two chunks that share the frame number its objects alike.
/// </summary>
/// <param name="frame">The frame.</param>
/// <param name="found">Best score first.</param>
internal sealed class KeyFinds(FrameScene frame, IReadOnlyList<WordFind> found)
{
    private readonly Dictionary<int, Sighting?> _cut = [];

    /// <summary>Best score first.</summary>
    public IReadOnlyList<KeyPlace> Places { get; } = [.. found.Select((find, number) => new KeyPlace(number, find.ClassId, find.Score, find.Box))];

    /// <param name="isWanted">Which of them.</param>
    /// <returns>Each object once, best score first.</returns>
    public List<KeyObject> CutOut(Func<KeyPlace, bool> isWanted)
    {
        var objects = new List<KeyObject>();
        foreach (var place in Places.Where(isWanted))
        {
            if (CutOut(place) is { } sighting && !objects.Exists(better => better.ClassId == place.ClassId && ShowOne(better.Sighting, sighting)))
            {
                objects.Add(new KeyObject(place.Number, place.ClassId, place.Score, sighting));
            }
        }

        return objects;
    }

    /// <returns>Null if nothing is there.</returns>
    public Sighting? CutOut(KeyPlace place)
    {
        if (!_cut.TryGetValue(place.Number, out var sighting))
        {
            var mask = found[place.Number].CutOut();
            sighting = mask.FindBox() is null ? null : new Sighting(mask, Appearance.Of(frame.Thumbnail, mask));
            _cut.Add(place.Number, sighting);
        }

        return sighting;
    }

    private static bool ShowOne(Sighting better, Sighting other) =>
        better.Edges.OverlapWith(other.Edges) > 0 && better.Mask.CountCommon(other.Mask) >= TextPrompts.SameObject * Math.Min(better.Area, other.Area);
}

/// <summary>Where detectors found something in a frame.</summary>
/// <param name="Number">In the frame, from 0.</param>
/// <param name="ClassId">Index into the vocabulary.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="Box">Pixels of the clip; null if it is not known before it is cut out.</param>
internal sealed record KeyPlace(int Number, int ClassId, double Score, BoxF? Box);

/// <summary>An object that detectors found in a frame.</summary>
/// <param name="Number">In the frame.</param>
/// <param name="ClassId">Index into the vocabulary.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="Sighting">Where it is.</param>
internal sealed record KeyObject(int Number, int ClassId, double Score, Sighting Sighting);
