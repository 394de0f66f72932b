using SegFunctions.Submission;

namespace SegFunctions.Retention;

/// <summary>Deletes expired idempotency keys.</summary>
public sealed class IdempotencyRetention(IdempotencyTable table, TimeProvider time)
{
    /// <returns>How many keys were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var row in table.ListAsync(time.GetUtcNow() - IdempotencyTable.Lifetime, cancellationToken))
        {
            // The removal fails, as it should, if the key was used again since it was listed.
            removed += await table.TryRemoveAsync(row, cancellationToken) ? 1 : 0;
        }

        return removed;
    }
}
