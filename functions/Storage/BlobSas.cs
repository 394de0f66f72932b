using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using SegFunctions.Contract;

namespace SegFunctions.Storage;

/// <summary>
/// Short-lived addresses of blobs in the storage account: signed with the account's key if there is one, otherwise with a user
/// delegation key, which keyless Azure requires.
/// </summary>
public sealed class BlobSas(BlobServiceClient service, BlobStore blobs, TimeProvider time) : IDisposable
{
    /// <summary>Allows for clocks that differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DelegationLifetime = TimeSpan.FromHours(6);

    /// <summary>A delegation key is valid for 7 days at most, of which an hour is kept in reserve for clock skew.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(7) - TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private UserDelegationKey? _delegation;

    /// <param name="lifetime">At most <see cref="MaxLifetime"/>.</param>
    /// <param name="contentDisposition">For downloads; null for none.</param>
    public async Task<Uri> SignAsync(
        BlobReference reference, BlobSasPermissions permissions, TimeSpan lifetime, string? contentDisposition, CancellationToken cancellationToken)
    {
        var blob = blobs.Blob(reference);
        var now = time.GetUtcNow();
        var builder = new BlobSasBuilder(permissions, now + lifetime)
        {
            BlobContainerName = reference.Container,
            BlobName = reference.Name,
            Resource = "b",
            StartsOn = now - ClockSkew,
            ContentDisposition = contentDisposition,
        };
        if (blob.CanGenerateSasUri)
        {
            return blob.GenerateSasUri(builder);
        }

        var key = await GetDelegationKeyAsync(now, lifetime, cancellationToken);
        return new BlobUriBuilder(blob.Uri) { Sas = builder.ToSasQueryParameters(key, service.AccountName) }.ToUri();
    }

    public void Dispose() => _gate.Dispose();

    private async Task<UserDelegationKey> GetDelegationKeyAsync(DateTimeOffset now, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Reused as long as no link outlives the key that signed it.
            if (_delegation is null || _delegation.SignedExpiresOn - now < lifetime)
            {
                var life = lifetime > DelegationLifetime ? lifetime + ClockSkew : DelegationLifetime;
                _delegation = await service.GetUserDelegationKeyAsync(now - ClockSkew, now + life, cancellationToken);
            }

            return _delegation;
        }
        finally
        {
            _gate.Release();
        }
    }
}
