using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Links;
using SegFunctions.Storage;

namespace SegFunctions.Media;

/// <summary>Files that clients upload for later jobs, and then name by a public link of ours.</summary>
public sealed class StagedFiles(UploadStore uploads, InputUrls inputUrls, InputFetcher fetcher, BlobStore blobs, PublicLinks links, TimeProvider time)
{
    /// <summary>Time limit for all files of one transfer together.</summary>
    private static readonly TimeSpan TransferTime = TimeSpan.FromSeconds(60);

    private const int ParallelTransfers = 4;

    /// <param name="account">The file's owner.</param>
    /// <param name="contentType">Empty for a picture whose type is not known yet.</param>
    /// <param name="lifetime">How long the file is kept, used or not.</param>
    public UploadTicket Draw(string account, string contentType, TimeSpan lifetime) =>
        UploadTicket.Draw(account, contentType) with { KeptUntil = time.GetUtcNow() + lifetime };

    /// <summary>A link with which anyone can download the file once it is stored, for as long as it is kept.</summary>
    /// <param name="ticket">From <see cref="Draw"/>.</param>
    public string LinkTo(UploadTicket ticket) => links.ToFile(ticket.Blob, ticket.KeptUntil!.Value);

    public async Task<StagedFile> StoreAsync(UploadTicket ticket, Stream content, CancellationToken cancellationToken)
    {
        await uploads.StoreAsync(ticket, content, cancellationToken);
        return await DescribeAsync(ticket, cancellationToken);
    }

    /// <summary>Fetches files from other servers while the caller waits.</summary>
    /// <param name="wanted">Addresses as the client gave them, with a ticket for each.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One entry per address, in order.</returns>
    public async Task<IReadOnlyList<TransferredFile>> TransferAsync(
        IReadOnlyList<(string Url, UploadTicket Ticket)> wanted, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TransferTime, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var entries = new TransferredFile[wanted.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelTransfers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, entries.Length, options, async (i, _) =>
        {
            try
            {
                entries[i] = await TransferAsync(wanted[i].Url, wanted[i].Ticket, linked.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                entries[i] = new(null, string.Create(CultureInfo.InvariantCulture, $"It was not fetched within {TransferTime.TotalSeconds} seconds."));
            }
        });
        return entries;
    }

    private async Task<TransferredFile> TransferAsync(string url, UploadTicket ticket, CancellationToken cancellationToken)
    {
        if (inputUrls.FindFault(url) is { } fault)
        {
            return new(null, $"The address {fault}.");
        }

        var error = inputUrls.FindStored(url) is { } stored
            ? await CopyAsync(stored, ticket, cancellationToken)
            : (await fetcher.FetchAsync(new Uri(url), ticket, cancellationToken))?.Message;
        return new(error is null ? await DescribeAsync(ticket, cancellationToken) : null, error);
    }

    /// <returns>Why it could not be stored; null on success.</returns>
    private async Task<string?> CopyAsync(BlobReference stored, UploadTicket ticket, CancellationToken cancellationToken)
    {
        if (await blobs.OpenAsync(stored, cancellationToken) is not { } file)
        {
            return "The file is no longer stored.";
        }

        await using var content = file.Content;
        await uploads.StoreAsync(ticket with { ContentType = file.Details.ContentType }, content, cancellationToken);
        return null;
    }

    private async Task<StagedFile> DescribeAsync(UploadTicket ticket, CancellationToken cancellationToken) =>
        new(ticket, (await blobs.FindPropertiesAsync(ticket.Blob, cancellationToken))?.ContentLength ?? 0);
}

/// <summary>A file that is stored.</summary>
/// <param name="Bytes">Size in bytes.</param>
public sealed record StagedFile(UploadTicket Ticket, long Bytes);

/// <summary>How the transfer of one file ended.</summary>
/// <param name="File">Null if the transfer failed.</param>
/// <param name="Error">A sentence for the client; null unless the transfer failed.</param>
public sealed record TransferredFile(StagedFile? File, string? Error);
