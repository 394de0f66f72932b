using System.Runtime.InteropServices;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>
/// Fuses the detections of several networks in several views of one picture. Overlapping boxes become one, their mean weighted by score; its score is
/// the mean over all views, so that an object found in few of them scores low. Source: R. Solovyev et al., Weighted boxes fusion, 2021.
/// </summary>
internal static class DetectionFusion
{
    /// <summary>Intersection over union from which two boxes of a class are taken for one object.</summary>
    public const float SameObject = 0.55f;

    /// <param name="views">The detections in each view, without duplicates.</param>
    /// <returns>Best score first.</returns>
    public static IReadOnlyList<Detection> Fuse(IReadOnlyList<IReadOnlyList<Detection>> views)
    {
        var clusters = new List<Cluster>();
        var ofClass = new Dictionary<int, List<Cluster>>();
        var all = views.SelectMany((found, view) => found.Select(detection => (View: view, Detection: detection)));
        foreach (var (view, detection) in all.OrderByDescending(seen => seen.Detection.RawScore))
        {
            var candidates = CollectionsMarshal.GetValueRefOrAddDefault(ofClass, detection.ClassId, out _) ??= [];
            var cluster = FindObject(candidates, view, detection.Box);
            if (cluster is null)
            {
                cluster = new Cluster(detection.ClassId, views.Count);
                candidates.Add(cluster);
                clusters.Add(cluster);
            }

            cluster.Add(view, detection);
        }

        return NonMaximumSuppression.Apply(clusters.Select(cluster => cluster.ToDetection()), SameObject);
    }

    /// <returns>The cluster with the largest overlap that has no box from this view yet; null for a new object.</returns>
    private static Cluster? FindObject(List<Cluster> clusters, int view, BoxF box)
    {
        var (found, most) = ((Cluster?)null, SameObject);
        foreach (var cluster in clusters)
        {
            var overlap = cluster.Box.OverlapWith(box);
            if (overlap > most && !cluster.IsSeenBy(view))
            {
                (found, most) = (cluster, overlap);
            }
        }

        return found;
    }

    private sealed class Cluster(int classId, int views)
    {
        private readonly bool[] _seenBy = new bool[views];
        private float _score;
        private float _left;
        private float _top;
        private float _right;
        private float _bottom;

        /// <summary>The mean of the cluster's boxes, weighted by score.</summary>
        public BoxF Box { get; private set; }

        public bool IsSeenBy(int view) => _seenBy[view];

        public void Add(int view, Detection detection)
        {
            _seenBy[view] = true;
            _score += detection.RawScore;
            _left += detection.RawScore * detection.Box.Left;
            _top += detection.RawScore * detection.Box.Top;
            _right += detection.RawScore * detection.Box.Right;
            _bottom += detection.RawScore * detection.Box.Bottom;
            Box = new BoxF(_left / _score, _top / _score, _right / _score, _bottom / _score);
        }

        public Detection ToDetection() => new(classId, _score / views, Box);
    }
}
