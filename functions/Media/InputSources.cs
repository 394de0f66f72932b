using System.Security.Cryptography;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Media;

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
