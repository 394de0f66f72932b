using System.Security.Cryptography;
using SegFunctions.Contract;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Storage;

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

/// <summary>The addresses that a job's inputs are fetched from. They may contain secrets, so orchestrations get a reference to them.</summary>
/// <remarks>They are stored among the inputs, and deleted like unused uploads a day later.</remarks>
public sealed class InputSources(BlobStore blobs)
{
    private const int IdBytes = 16;

    /// <param name="account">The job's owner.</param>
    /// <param name="urls">In the items' order.</param>
    /// <param name="name">Identifies the request, in lower-case hex, so that a retried request stores its list once. Null if the request cannot be identified.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<BlobReference> AddAsync(string account, IReadOnlyList<string> urls, string? name, CancellationToken cancellationToken)
    {
        var id = name ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var sources = new BlobReference(Containers.Inputs, $"{account}/{id}.sources");
        await blobs.PutAsync(sources, BinaryData.FromObjectAsJson(urls, ContractJson.Options), "application/json", cancellationToken);
        return sources;
    }

    /// <returns>Null if they are no longer stored.</returns>
    public async Task<Uri?> FindAsync(BlobReference sources, int index, CancellationToken cancellationToken) =>
        (await blobs.FindAsync(sources, cancellationToken))?.ToObjectFromJson<string[]>(ContractJson.Options) is { } urls
            ? new Uri(urls[index])
            : null;
}
