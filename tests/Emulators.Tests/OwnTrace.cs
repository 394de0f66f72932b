using System.Collections.Concurrent;
using System.Diagnostics;

namespace Emulators.Tests;

/// <summary>The trace of one test, started by its own activity, with everything that belongs to it. Other tests' activities are ignored.</summary>
internal sealed class OwnTrace : IDisposable
{
    private readonly ActivityListener _listener;

    /// <param name="sources">Prefix of the names of the sources to listen to.</param>
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
