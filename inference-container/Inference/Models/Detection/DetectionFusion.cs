using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Models.Detection;

/// <summary>
/// Brings what several networks saw in several views of one picture together: what overlaps becomes one box, the mean by score, and its score is
/// the mean over all views, so that what few of them saw counts little. Source: R. Solovyev et al., Weighted boxes fusion, 2021.
/// </summary>
internal static class DetectionFusion
{
    /// <summary>Intersection over union from which two boxes of a class mean one object.</summary>
    private const float SameObject = 0.55f;

    /// <param name="views">What was found in each, without repetitions.</param>
    /// <returns>Best score first.</returns>
    public static IReadOnlyList<Detection> Fuse(IReadOnlyList<IReadOnlyList<Detection>> views)
    {
        var clusters = new List<Cluster>();
        var all = views.SelectMany((found, view) => found.Select(detection => (View: view, Detection: detection)));
        foreach (var (view, detection) in all.OrderByDescending(seen => seen.Detection.RawScore))
        {
            var nearest = clusters
                .Where(cluster => cluster.ClassId == detection.ClassId && !cluster.Has(view))
                .MaxBy(cluster => cluster.Box.OverlapWith(detection.Box));
            if (nearest is null || nearest.Box.OverlapWith(detection.Box) <= SameObject)
            {
                clusters.Add(nearest = new Cluster(detection.ClassId));
            }

            nearest.Add(view, detection);
        }

        return NonMaximumSuppression.Apply(clusters.Select(cluster => cluster.ToDetection(views.Count)), SameObject);
    }

    private sealed class Cluster(int classId)
    {
        private readonly HashSet<int> _views = [];
        private float _score;
        private float _left;
        private float _top;
        private float _right;
        private float _bottom;

        public int ClassId { get; } = classId;

        public BoxF Box => new(_left / _score, _top / _score, _right / _score, _bottom / _score);

        public bool Has(int view) => _views.Contains(view);

        public void Add(int view, Detection detection)
        {
            _views.Add(view);
            _score += detection.RawScore;
            _left += detection.RawScore * detection.Box.Left;
            _top += detection.RawScore * detection.Box.Top;
            _right += detection.RawScore * detection.Box.Right;
            _bottom += detection.RawScore * detection.Box.Bottom;
        }

        public Detection ToDetection(int views) => new(ClassId, _score / views, Box);
    }
}
