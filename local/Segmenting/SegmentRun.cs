using SegFunctions.Local.Client;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Segmenting;

/// <summary>
/// Pictures, videos and words in, files out: uploads, one job a hundred of a kind, polling, downloads. When the server fails on the way, what was done is kept and
/// the rest are failed items; the journal tells another run where to go on.
/// </summary>
/// <param name="client">Talks to the server; null when there is nothing to send.</param>
/// <param name="folder">Where results go; created.</param>
/// <param name="time">For pauses.</param>
internal sealed class SegmentRun(SegmentationClient? client, ResultFolder folder, TimeProvider time)
{
    // The contract's limit.
    private const int FilesPerJob = 100;

    /// <exception cref="ApiException">The server refuses, and nothing was done.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, and nothing was done.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted, or the server is too slow, and nothing was done.</exception>
    public async Task<RunEnd> RunAsync(RunJournal journal, IProgressRows rows, CancellationToken cancellationToken)
    {
        var results = new RunResults(journal, folder, new ItemBoard(journal.Files, rows, time));
        results.EndFaulty();
        try
        {
            if (client is not null)
            {
                await WorkAsync(client, journal, results, cancellationToken);
            }
        }
        catch (Exception exception) when (journal.Jobs.Count > 0 && (exception is OperationCanceledException || ServerFault.Is(exception, cancellationToken)))
        {
            results.EndOpen(cancellationToken.IsCancellationRequested ? "The run was interrupted." : ServerFault.Describe(exception));
        }

        return results.Finish();
    }

    private async Task WorkAsync(SegmentationClient client, RunJournal journal, RunResults results, CancellationToken cancellationToken)
    {
        var job = new SegmentJob(client, results, time);
        foreach (var earlier in journal.Jobs.ToList())
        {
            await job.TakeUpAsync(earlier, cancellationToken);
        }

        foreach (var batch in results.FindOpen().GroupBy(file => file.IsVideo).SelectMany(kind => kind.Chunk(FilesPerJob)))
        {
            await job.RunAsync(batch, journal.Options, cancellationToken);
        }
    }
}
