using SegFunctions.Submission;

namespace SegFunctions.Retention;

/// <summary>Forgets the keys of submissions that are past their time.</summary>
public sealed class IdempotencyRetention(IdempotencyTable table, TimeProvider time)
{
    /// <returns>How many keys were forgotten.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var row in table.ListAsync(time.GetUtcNow() - IdempotencyTable.Lifetime, cancellationToken))
        {
            // One that was used anew since it was listed stays.
            removed += await table.TryRemoveAsync(row, cancellationToken) ? 1 : 0;
        }

        return removed;
    }
}
