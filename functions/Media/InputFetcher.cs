using System.Globalization;
using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Telemetry;

namespace SegFunctions.Media;

/// <summary>Brings a picture from an address that a client named into Blob Storage, as it streams in.</summary>
public sealed class InputFetcher(
    OutgoingClients clients, UploadStore uploads, IOptions<FetchOptions> fetch, IOptions<MediaOptions> media, TimeProvider time, ILogger<InputFetcher> logger)
{
    private const string UnknownType = "application/octet-stream";

    /// <returns>Why it is not there; null when it is.</returns>
    public async Task<JobError?> FetchAsync(Uri source, BlobReference target, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(fetch.Value.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        JobError? error;
        try
        {
            using var client = clients.ForInputs();
            using var answer = await client.GetAsync(source, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            error = FindFault(answer) ?? await StoreAsync(answer, target, linked.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && ToError(exception) is { } failed)
        {
            error = failed;
        }

        var (url, outcome) = (OutgoingUrls.ForLog(source), error?.Message ?? "stored");
        logger.InputFetched(url, outcome);
        return error;
    }

    private async Task<JobError?> StoreAsync(HttpResponseMessage answer, BlobReference target, CancellationToken cancellationToken)
    {
        await using var body = new SourceStream(await answer.Content.ReadAsStreamAsync(cancellationToken));
        await uploads.StoreAsync(target, TypeOf(answer), body, cancellationToken);
        return null;
    }

    /// <summary>What the answer's head says against it.</summary>
    private JobError? FindFault(HttpResponseMessage answer)
    {
        var type = TypeOf(answer);
        if (!answer.IsSuccessStatusCode)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"The address answered with the status {(int)answer.StatusCode}."));
        }

        if (answer.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return new(JobErrorCode.InputTypeUnsupported, "The address answered with a compressed body, which was not asked for.");
        }

        if (!MediaTypes.MayBePicture(type))
        {
            return JobError.Of(JobErrorCode.InputTypeUnsupported, $"The address answered with {type}, which is no picture.");
        }

        return answer.Content.Headers.ContentLength > media.Value.MaxBytes(type) ? TooLarge(media.Value.MaxBytes(type)) : null;
    }

    /// <summary>As declared; unknown where the server does not say, or says what some storages do for everything.</summary>
    private static string TypeOf(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType switch
    {
        null or "binary/octet-stream" => UnknownType,
        var type => type,
    };

    private static JobError? ToError(Exception exception) => exception switch
    {
        UploadTooLargeException tooLarge => TooLarge(tooLarge.MaxBytes),
        SourceBrokenException broken => ToError(broken.InnerException!) ?? Failed("The address stopped answering before its end."),
        Azure.RequestFailedException => null,
        _ => FetchFailures.Find(exception) switch
        {
            FetchFailure.Blocked => Failed("The address leads into a network that this service does not open."),
            FetchFailure.TimedOut => Failed("The address did not answer in time."),
            FetchFailure.Unreachable => Failed("The address cannot be reached."),
            _ => null,
        },
    };

    private static JobError TooLarge(long maxBytes) =>
        new(JobErrorCode.InputTooLarge, string.Create(CultureInfo.InvariantCulture, $"The address answered with more than {maxBytes} bytes."));

    private static JobError Failed(string message) => new(JobErrorCode.InputFetchFailed, message);
}
