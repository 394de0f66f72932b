using SegFunctions.Contract;

namespace SegFunctions.Files;

/// <summary>Files that their owners keep here: names, descriptions and content.</summary>
public sealed class FileStore(FileTable table, FileContents contents, TimeProvider time, Random chance)
{
    private const int AttemptLimit = 8;
    private const int ParallelReads = 16;

    /// <summary>How many rows a filtered list reads per page; the next page continues after them.</summary>
    private const int MaxRowsLookedAt = 5000;

    /// <summary>Announces a file; its content comes later.</summary>
    /// <param name="overwrite">Whether to replace the description of a file that already has the external id; its content stays until new content is complete.</param>
    /// <returns>The file, or those of its names that other files already have.</returns>
    public async Task<CreatedFile> CreateAsync(FileScope scope, FileDescription described, bool overwrite, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < AttemptLimit; attempt++)
        {
            var now = time.GetUtcNow();
            if (overwrite && described.ExternalId is { } externalId
                && await table.FindAsync(scope, new FileName(ExternalId: externalId), cancellationToken) is { } there)
            {
                // Its unique names stay: clients may have stored them.
                var file = there.File with { Description = described with { Instance = there.File.Description.Instance }, Updated = now };
                if (await table.TryReplaceAsync(file, there.ETag, cancellationToken))
                {
                    return new CreatedFile(file, []);
                }

                continue;
            }

            var announced = new StoredFile(scope, FileId.At(now, chance.Next()), described, now, now, null, null);
            if (await table.TryAddAsync(announced, cancellationToken) is { } taken)
            {
                return taken.Count == 0 ? new CreatedFile(announced, []) : new CreatedFile(null, taken);
            }
        }

        throw new InvalidOperationException($"{AttemptLimit} attempts at announcing a file failed because of concurrent ones.");
    }

    /// <returns>The file for each name, in order; null where there is none.</returns>
    public async Task<IReadOnlyList<StoredFile?>> FindAsync(FileScope scope, IReadOnlyList<FileName> names, CancellationToken cancellationToken)
    {
        var files = new StoredFile?[names.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Length, parallel, async (i, token) => files[i] = (await table.FindAsync(scope, names[i], token))?.File);
        return files;
    }

    /// <param name="after">Only files that were announced after this one; null to begin with the first.</param>
    /// <param name="limit">1–1000.</param>
    /// <returns>Oldest first, so that new files come at the end. With a filter, a page may have fewer files than the limit, or none, and still be followed by another.</returns>
    public async Task<FilePage> ListAsync(FileScope scope, FileFilter filter, FileId? after, int limit, CancellationToken cancellationToken)
    {
        var (found, last, lookedAt) = (new List<StoredFile>(), after, 0);
        await foreach (var file in table.ListAsync(scope, after, filter == FileFilter.None ? limit + 1 : null, cancellationToken))
        {
            if (found.Count == limit || lookedAt == MaxRowsLookedAt)
            {
                return new FilePage(found, last);
            }

            (last, lookedAt) = (file.Id, lookedAt + 1);
            if (filter.Matches(file))
            {
                found.Add(file);
            }
        }

        return new FilePage(found, null);
    }

    /// <summary>Replaces the file's content.</summary>
    /// <returns>The file with its new content; null if it was deleted before all of the content had arrived.</returns>
    public async Task<StoredFile?> FillAsync(StoredFile file, Stream content, CancellationToken cancellationToken)
    {
        var blob = FileContents.Draw(file);
        var bytes = await contents.StoreAsync(blob, file.Description, content, cancellationToken);
        return await TakeAsync(file, blob, bytes, static _ => true, cancellationToken);
    }

    /// <summary>Starts an upload in parts, replacing an earlier one.</summary>
    /// <param name="parts">1–<see cref="PartedUpload.MaxParts"/>.</param>
    /// <returns>The file with the upload; null if the file does not exist.</returns>
    public async Task<StoredFile?> BeginPartsAsync(FileScope scope, FileId id, int parts, CancellationToken cancellationToken)
    {
        StoredFile? before = null;
        var begun = await ChangeAsync(
            scope,
            id,
            file =>
            {
                before = file;
                return file with { Upload = new PartedUpload(FileContents.DrawId(), FileContents.Draw(file), parts) };
            },
            cancellationToken);
        if (begun is not null)
        {
            await contents.DiscardPartsAsync(before!, cancellationToken);
        }

        return begun;
    }

    /// <returns>False if the file has no such upload, or the upload is complete.</returns>
    public async Task<bool> StorePartAsync(FileScope scope, FileId id, string uploadId, int part, Stream content, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(scope, new FileName(id), cancellationToken) is not { File: { Upload: { } upload } file }
            || upload.Id != uploadId || part >= upload.Parts || file.IsComplete(upload))
        {
            return false;
        }

        await contents.StorePartAsync(upload, part, content, cancellationToken);
        return true;
    }

    /// <inheritdoc cref="FileContents.FindPartsAsync"/>
    public Task<IReadOnlyList<long?>> FindPartsAsync(PartedUpload upload, CancellationToken cancellationToken) =>
        contents.FindPartsAsync(upload, cancellationToken);

    /// <summary>Turns the uploaded parts, all of which have arrived, into the file's content.</summary>
    /// <returns>The file with its new content; null if it was deleted, or its upload was restarted.</returns>
    public async Task<StoredFile?> JoinAsync(StoredFile file, PartedUpload upload, CancellationToken cancellationToken)
    {
        var bytes = await contents.JoinAsync(upload, file.Description, cancellationToken);
        return await TakeAsync(file, upload.Blob, bytes, current => current.Upload?.Id == upload.Id, cancellationToken);
    }

    /// <summary>Deletes the file with its content, if it exists.</summary>
    public async Task RemoveAsync(FileScope scope, FileId id, CancellationToken cancellationToken)
    {
        while (await table.FindAsync(scope, new FileName(id), cancellationToken) is { } stored)
        {
            if (await table.TryRemoveAsync(stored, cancellationToken))
            {
                await contents.RemoveAllAsync(stored.File, cancellationToken);
            }
        }
    }

    /// <param name="isWanted">Whether the file, in its current state, may receive the content.</param>
    private async Task<StoredFile?> TakeAsync(
        StoredFile file, BlobReference blob, long bytes, Func<StoredFile, bool> isWanted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        FileContent? replaced = null;
        var filled = await ChangeAsync(
            file.Scope,
            file.Id,
            current =>
            {
                replaced = current.Content;
                return !isWanted(current) ? null : current with { Content = new FileContent(blob, bytes, now), Updated = now };
            },
            cancellationToken);
        if (filled is null)
        {
            await contents.RemoveAsync(blob, cancellationToken);
        }
        else if (replaced is not null && replaced.Blob != blob)
        {
            await contents.RemoveAsync(replaced.Blob, cancellationToken);
        }

        return filled;
    }

    /// <param name="change">Returns the changed file; null to leave it unchanged.</param>
    private async Task<StoredFile?> ChangeAsync(FileScope scope, FileId id, Func<StoredFile, StoredFile?> change, CancellationToken cancellationToken)
    {
        while (await table.FindAsync(scope, new FileName(id), cancellationToken) is { } stored && change(stored.File) is { } changed)
        {
            if (await table.TryReplaceAsync(changed, stored.ETag, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }
}

/// <summary>The outcome of announcing a file.</summary>
/// <param name="File">Null if other files have one of its names.</param>
/// <param name="Taken">Those of its names that other files have.</param>
public sealed record CreatedFile(StoredFile? File, IReadOnlyList<FileName> Taken);

/// <summary>One page of a scope's files.</summary>
/// <param name="Next">The list continues after this file; null on the last page.</param>
public sealed record FilePage(IReadOnlyList<StoredFile> Files, FileId? Next);
