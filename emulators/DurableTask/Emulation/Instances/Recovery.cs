using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Storage;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>Brings back what was open when the last engine ended, however it ended: unread messages, activities without a result, timers.</summary>
internal sealed class Recovery(OpenInstances instances, TimerQueue timers, ActivityDispatcher activities, ReaderPool readers, TimeProvider timeProvider)
{
    /// <returns>How many instances are open.</returns>
    public int Run()
    {
        instances.ContinueAfter(readers.Read(reader => reader.ReadLastInstance()));
        var open = readers.Read(reader => reader.ReadOpenInstances());
        var restored = open.Select(found => (Found: found, Live: Register(found))).ToArray();
        foreach (var (found, live) in restored)
        {
            Restore(found, live, readers.Read(reader => reader.ReadHistory(live.Row.Seq)));
        }

        return open.Count;
    }

    private LiveInstance Register(OpenInstance found)
    {
        var live = instances.Recover(found.Row);
        live.Execution = found.Execution;
        live.IsSuspended = found.IsSuspended;
        live.IsHeld = found.IsPending && found.Row.StartAt > timeProvider.GetUtcNow();
        return live;
    }

    private void Restore(OpenInstance found, LiveInstance live, List<HistoryRow> rows)
    {
        var episodes = rows.Select(row => row.Event).OfType<Episode>().ToArray();
        var consumed = episodes.SelectMany(episode => episode.Consumed).ToHashSet();
        var answered = rows.Select(row => row.Event).OfType<TaskResult>()
            .Where(result => result.Execution == live.Execution).Select(result => result.TaskId).ToHashSet();
        var canceled = episodes.SelectMany(episode => episode.Actions).OfType<TimerCanceled>().Select(action => action.TaskId).ToHashSet();
        lock (live.Gate)
        {
            live.ContinueAfter(rows.Count > 0 ? rows[^1].Sequence : 0);
            live.Rows.AddRange(rows.Where(row => row.Event is Episode || consumed.Contains(row.Sequence)).Select(row => row.Sequence));
            live.HasStarted = episodes.Length > 0 || live.Execution > 0;
            foreach (var row in rows.Where(row => row.Event is HistoryMessage && !consumed.Contains(row.Sequence)))
            {
                live.Receive(new(row.Sequence, (HistoryMessage)row.Event));
            }

            if (live.HasStarted)
            {
                live.Started.TrySetResult();
            }

            live.WantsEpisode = episodes.Length == 0;
            instances.Schedule(live);
        }

        foreach (var action in episodes.SelectMany(episode => episode.Actions).Where(action => !answered.Contains(action.TaskId)))
        {
            Resume(action, live, canceled);
        }

        if (live.IsHeld)
        {
            timers.Add(live, live.Execution, TimerEntry.StartTaskId, found.Row.StartAt!.Value);
        }
    }

    private void Resume(OrchestrationAction action, LiveInstance live, HashSet<int> canceled)
    {
        switch (action)
        {
            case ActivityCalled activity:
                activities.Enqueue(new(live, live.Execution, activity));
                break;
            case TimerCreated timer when !canceled.Contains(timer.TaskId):
                timers.Add(live, live.Execution, timer.TaskId, timer.FireAt);
                break;
        }
    }
}
