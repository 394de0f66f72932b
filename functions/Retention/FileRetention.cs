using Microsoft.Extensions.Options;
using SegFunctions.Files;

namespace SegFunctions.Retention;

/// <summary>Deletes files whose content was never uploaded. A file with content stays until its owner deletes it.</summary>
public sealed class FileRetention(FileTable table, FileContents contents, IOptions<StoredFileOptions> options, TimeProvider time)
{
    /// <returns>How many files were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var empty in table.ListEmptyAsync(time.GetUtcNow() - options.Value.EmptyLifetime, cancellationToken))
        {
            // The removal fails, as it should, if content has arrived since the file was listed.
            if (await table.TryRemoveAsync(empty, cancellationToken))
            {
                await contents.RemoveAllAsync(empty.File, cancellationToken);
                removed++;
            }
        }

        return removed;
    }
}
