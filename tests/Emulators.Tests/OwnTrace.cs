using System.Collections.Concurrent;
using System.Diagnostics;

namespace Emulators.Tests;

/// <summary>A trace of one test, begun by an activity of its own, and what belongs to it. Other tests' activities are left alone.</summary>
internal sealed class OwnTrace : IDisposable
{
    private readonly ActivityListener _listener;

    /// <param name="sources">Beginning of the names of the sources that are listened to.</param>
    public OwnTrace(string sources)
    {
        Root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        Root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var id = Root.TraceId;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith(sources, StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == id ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = Ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Current until this is disposed of.</summary>
    public Activity Root { get; }

    public ConcurrentBag<Activity> Ended { get; } = [];

    public Activity Single(string name) => Assert.Single(Ended, activity => activity.OperationName == name);

    public void Dispose()
    {
        Root.Dispose();
        _listener.Dispose();
    }
}
