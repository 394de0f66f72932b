using Microsoft.Azure.Functions.Worker;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Storage;

namespace SegFunctions.Orchestrations;

/// <summary>Downloads one input to where its request will look for it, unless it is already stored there.</summary>
public sealed class FetchInputActivity(InputSources sources, InputFetcher fetcher, UploadStore uploads, BlobStore blobs, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <returns>Why the item fails; null if its input is stored, or no longer needed.</returns>
    [Function(FunctionNames.FetchInput)]
    public async Task<JobError?> RunAsync([ActivityTrigger] FetchInputInput input, CancellationToken cancellationToken)
    {
        if (await blobs.FindPropertiesAsync(input.CancelMarker, cancellationToken) is not null
            || await blobs.FindPropertiesAsync(input.Target, cancellationToken) is not null)
        {
            return null;
        }

        return await sources.FindAsync(input.Sources, input.Source, cancellationToken) is { } url
            ? await FetchAsync(url, input, cancellationToken)
            : new JobError(JobErrorCode.InputMissing, "The input's address is no longer stored. Submit it again.");
    }

    /// <summary>Stops at a cancel request, because an orchestration does not end before its last activity has.</summary>
    private async Task<JobError?> FetchAsync(Uri url, FetchInputInput input, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fetch = fetcher.FetchAsync(url, input.Target, stop.Token);
        var watch = WaitForMarkerAsync(input.CancelMarker, stop.Token);
        var canceled = await Task.WhenAny(fetch, watch) == watch && watch.IsCompletedSuccessfully;
        if (canceled)
        {
            await stop.CancelAsync();
            await ((Task)fetch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }

        var error = await fetch;
        await uploads.MarkUsedAsync([input.Target], cancellationToken);
        await stop.CancelAsync();
        await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return error;
    }

    private async Task WaitForMarkerAsync(BlobReference marker, CancellationToken cancellationToken)
    {
        do
        {
            await Task.Delay(Look, time, cancellationToken);
        }
        while (await blobs.FindPropertiesAsync(marker, cancellationToken) is null);
    }
}

/// <param name="Sources">The job's addresses.</param>
/// <param name="Source">Index of this input's address.</param>
/// <param name="Target">Where the input is stored.</param>
public sealed record FetchInputInput(BlobReference Sources, int Source, BlobReference Target, BlobReference CancelMarker);
