using SegFunctions.Local.Client;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Segmenting;

/// <summary>
/// Turns pictures, videos and prompts into files: uploads, one job per 100 files of a kind, polling, downloads. If the server fails on the way, finished results are kept and
/// the rest become failed items; the journal tells another run where to resume.
/// </summary>
/// <param name="client">Talks to the server; null if there is nothing to send.</param>
/// <param name="folder">Where results are written; already prepared.</param>
/// <param name="time">For pauses.</param>
internal sealed class SegmentRun(SegmentationClient? client, ResultFolder folder, TimeProvider time)
{
    // The API's limit.
    private const int FilesPerJob = 100;

    /// <exception cref="ApiException">The server refused, and no job was created.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, and no job was created.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted, or the server is too slow, and no job was created.</exception>
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
