using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Storage;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>Plays a history again with the code there is now.</summary>
internal static class HistoryReplay
{
    /// <param name="run">Not played yet; afterwards it stands where the history ends.</param>
    /// <param name="name">For the failure's text.</param>
    /// <param name="rows">In their order.</param>
    /// <param name="hasEnded">Whether the last episode brought the orchestration to its end; else the code has to wait there.</param>
    /// <returns>The first step that the code takes otherwise; null when there is none.</returns>
    public static OrchestrationEnd.Failed? Play(OrchestrationRun run, TaskName name, IReadOnlyList<HistoryRow> rows, bool hasEnded = false)
    {
        var messages = rows.Where(row => row.Event is HistoryMessage).ToDictionary(row => row.Sequence, row => (HistoryMessage)row.Event);
        Episode[] episodes = [.. rows.Select(row => row.Event).OfType<Episode>()];
        for (var number = 0; number < episodes.Length; number++)
        {
            var episode = episodes[number];
            Message[] consumed = [.. episode.Consumed.Select(sequence => new Message(sequence, messages[sequence]))];
            var replayed = run.Play(episode.Timestamp, consumed, isReplaying: true);
            if (NonDeterminism.Find(name, episode.Actions, replayed, endsHere: hasEnded && number == episodes.Length - 1) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }
}
