using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.RunLengths;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>Which ids the actors of a clip have in the frames where they are clearly visible.</summary>
/// <param name="made">The clip.</param>
/// <param name="frames">What was found in the clip.</param>
internal sealed class IdJudge(MadeClip made, IReadOnlyList<VideoFrame> frames)
{
    // Of the actor's pixels.
    private const double SeenWell = 0.7;

    // Intersection over union.
    private const double SameObject = 0.5;

    // Of the frames in which an actor is clearly visible.
    private const double LeastFound = 0.8;

    // A matcher by overlap accepts a mask that covers this much of an object's last mask.
    private const double LeastOverlap = 0.1;

    private readonly IReadOnlyList<List<BinaryMask>> _masks = [.. frames.Select(frame =>
        frame.Objects.Select(found => CocoRle.FromText(found.Rle.Size[0], found.Rle.Size[1], found.Rle.Counts).ToMask()).ToList())];

    public Actor First => made.Actors[0];

    public Actor Second => made.Actors[1];

    /// <summary>The ids of both actors, as text.</summary>
    public string Tell(Func<Actor, IReadOnlyList<(int Frame, int? Id)>> idsOf) =>
        string.Join("; ", made.Actors.Take(2).Select(actor => $"{actor.Name} {string.Join(' ', idsOf(actor).Select(seen => seen.Id?.ToString() ?? "-"))}"));

    /// <summary>In order of time; null where the actor is clearly visible but not found.</summary>
    public IReadOnlyList<(int Frame, int? Id)> IdsOf(Actor actor) => IdsOf(actor, (frame, index) => frames[frame].Objects[index].ObjectId);

    /// <summary>The same for a matcher that only knows where the masks are: each continues the object whose last mask it covers best.</summary>
    public IReadOnlyList<(int Frame, int? Id)> IdsByOverlapOf(Actor actor)
    {
        var ids = MatchByOverlap();
        return IdsOf(actor, (frame, index) => ids[frame][index]);
    }

    /// <summary>The one id that an actor has in all frames in which it is found, which are most of them; null if it has several.</summary>
    private static int? SteadyId(IReadOnlyList<(int Frame, int? Id)> ids)
    {
        var found = ids.Where(seen => seen.Id is not null).Select(seen => seen.Id).ToList();
        return found.Count >= LeastFound * ids.Count && found.Distinct().Count() == 1 ? found[0] : null;
    }

    /// <summary>Whether each actor has its own single id.</summary>
    public bool KeepsIds(Func<Actor, IReadOnlyList<(int Frame, int? Id)>> idsOf) =>
        SteadyId(idsOf(First)) is { } first && SteadyId(idsOf(Second)) is { } second && first != second;

    private List<(int Frame, int? Id)> IdsOf(Actor actor, Func<int, int, int> idOf)
    {
        var ids = new List<(int, int?)>();
        foreach (var (index, frame) in frames.Index())
        {
            if (made.SeenPartOf(actor, frame.FrameIdx) < SeenWell || made.TruthOf(actor, frame.FrameIdx) is not { } truth)
            {
                continue;
            }

            var best = _masks[index].Index().Select(mask => (mask.Index, Overlap: Overlap(mask.Item, truth))).OrderByDescending(mask => mask.Overlap).FirstOrDefault();
            ids.Add((frame.FrameIdx, best.Overlap >= SameObject ? idOf(index, best.Index) : null));
        }

        return ids;
    }

    private List<int[]> MatchByOverlap()
    {
        var last = new Dictionary<int, BinaryMask>();
        var all = new List<int[]>();
        foreach (var masks in _masks)
        {
            var ids = new int[masks.Count];
            var pairs = masks.Index()
                .SelectMany(mask => last.Select(known => (mask.Index, Id: known.Key, Overlap: Overlap(mask.Item, known.Value))))
                .Where(pair => pair.Overlap >= LeastOverlap)
                .OrderByDescending(pair => pair.Overlap);
            foreach (var (index, id, _) in pairs)
            {
                if (ids[index] == 0 && !ids.Contains(id))
                {
                    ids[index] = id;
                }
            }

            for (var index = 0; index < masks.Count; index++)
            {
                ids[index] = ids[index] == 0 ? last.Count + 1 : ids[index];
                last[ids[index]] = masks[index];
            }

            all.Add(ids);
        }

        return all;
    }

    private static double Overlap(BinaryMask first, BinaryMask second)
    {
        var common = first.CountCommon(second);
        return (double)common / (first.CountArea() + second.CountArea() - common);
    }
}
