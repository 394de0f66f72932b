using SegFunctions.Contract;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Links;

namespace SegFunctions.Media;

/// <summary>Inputs that a client gives as addresses. A link of our own is read from Blob Storage; everything else is fetched by the job.</summary>
public sealed class InputUrls(OutgoingUrls outgoing, PublicLinks links)
{
    /// <returns>What is wrong with it, as the end of a sentence that begins with the field's name; null if a job may try it.</returns>
    public string? FindFault(string url) => links.FindFileToken(url) is { } token
        ? links.TryReadFile(token) is null ? "is a link of this service that was altered or has expired" : null
        : outgoing.FindInputFault(url);

    /// <param name="account">The job's owner.</param>
    /// <param name="urls">Addresses that passed <see cref="FindFault"/>.</param>
    /// <returns>One item per address, in order, and the addresses that must be fetched.</returns>
    public (IReadOnlyList<JobItem> Items, IReadOnlyList<string> Sources) ToItems(string account, IReadOnlyList<string> urls)
    {
        var items = new List<JobItem>(urls.Count);
        var sources = new List<string>();
        foreach (var url in urls)
        {
            var ticket = UploadTicket.Draw(account, "");
            if (FindStored(url) is { } stored)
            {
                items.Add(new JobItem(ticket.UploadId, stored));
            }
            else
            {
                items.Add(new JobItem(ticket.UploadId, ticket.Blob, sources.Count));
                sources.Add(url);
            }
        }

        return (items, sources);
    }

    /// <returns>The blob that a link of our own leads to; null for any other address.</returns>
    public BlobReference? FindStored(string url) => links.FindFileToken(url) is { } token ? links.TryReadFile(token) : null;
}
