using System.Diagnostics.Metrics;

namespace SegFunctions.Worker.Telemetry;

/// <summary>Metrics: how long requests wait, and how long each stage of an attempt takes.</summary>
internal static class WorkerMetrics
{
    public const string MeterName = "SegFunctions.Worker";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> QueueWait = Meter.CreateHistogram<double>(
        "segfunctions.queue.wait", "s", "Time from a request's arrival in the queue until a worker takes it.");

    private static readonly Histogram<double> StageDuration = Meter.CreateHistogram<double>(
        "segfunctions.stage.duration", "s", "Duration of each stage of an attempt that produced a result, by the stage's name.");

    /// <param name="wait">May be negative, since clocks differ; that counts as 0.</param>
    public static void RecordWait(TimeSpan wait) => QueueWait.Record(Math.Max(0, wait.TotalSeconds));

    public static void RecordStages(IEnumerable<KeyValuePair<string, double>> milliseconds)
    {
        foreach (var (stage, duration) in milliseconds)
        {
            StageDuration.Record(TimeSpan.FromMilliseconds(duration).TotalSeconds, new KeyValuePair<string, object?>("stage", stage));
        }
    }
}
