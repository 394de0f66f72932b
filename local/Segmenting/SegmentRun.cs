using SegFunctions.Local.Client;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Segmenting;

/// <summary>Pictures and words in, files out: uploads, one job a hundred pictures, polling, downloads.</summary>
/// <param name="client">Talks to the server.</param>
/// <param name="folder">Where results go.</param>
/// <param name="time">For pauses.</param>
internal sealed class SegmentRun(SegmentationClient client, ResultFolder folder, TimeProvider time)
{
    // The contract's limit.
    private const int FilesPerJob = 100;

    /// <exception cref="ApiException">The server refuses the whole job.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<ResultDocument> RunAsync(
        IReadOnlyList<InputFile> files, SegmentOptions options, IProgressRows rows, CancellationToken cancellationToken)
    {
        var board = new ItemBoard(files, rows);
        var jobs = new List<string>();
        var items = new List<ResultItem>();
        foreach (var batch in files.Chunk(FilesPerJob))
        {
            var job = new SegmentJob(client, folder, board, time);
            items.AddRange(await job.RunAsync(batch, options, cancellationToken));
            jobs.AddRange(job.JobId is { } id ? [id] : []);
        }

        var document = new ResultDocument(string.Join(',', jobs), items);
        await folder.WriteAsync(document, cancellationToken);
        return document;
    }
}
