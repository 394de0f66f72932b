using System.Globalization;
using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Telemetry;

namespace SegFunctions.Media;

/// <summary>Streams a file from an address that a client named into Blob Storage.</summary>
public sealed class InputFetcher(
    OutgoingClients clients, UploadStore uploads, IOptions<FetchOptions> fetch, IOptions<MediaOptions> media, TimeProvider time, ILogger<InputFetcher> logger)
{
    private const string UnknownType = "application/octet-stream";

    /// <summary>Fetches a picture. If the server declares a type that is not a picture's, the content decides.</summary>
    /// <returns>Why it could not be stored; null on success.</returns>
    public Task<JobError?> FetchAsync(Uri source, BlobReference target, CancellationToken cancellationToken) =>
        FetchAsync(source, target, null, null, cancellationToken);

    /// <summary>Fetches the file that the ticket is for: one of its type, or a picture if the type is empty.</summary>
    /// <inheritdoc cref="FetchAsync(Uri, BlobReference, CancellationToken)"/>
    public Task<JobError?> FetchAsync(Uri source, UploadTicket target, CancellationToken cancellationToken) =>
        FetchAsync(source, target.Blob, target.ContentType.Length == 0 ? null : target.ContentType, target.KeptUntil, cancellationToken);

    private async Task<JobError?> FetchAsync(
        Uri source, BlobReference target, string? contentType, DateTimeOffset? keptUntil, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(fetch.Value.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        JobError? error;
        try
        {
            using var client = clients.ForInputs();
            using var answer = await client.GetAsync(source, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            error = FindFault(answer) ?? await StoreAsync(answer, target, contentType, keptUntil, linked.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && ToError(exception) is { } failed)
        {
            // The filter accepts any exception type, but only failures of the source.
            error = failed;
        }

        var (url, outcome) = (OutgoingUrls.ForLog(source), error?.Message ?? "stored");
        logger.InputFetched(url, outcome);
        return error;
    }

    private async Task<JobError?> StoreAsync(
        HttpResponseMessage answer, BlobReference target, string? contentType, DateTimeOffset? keptUntil, CancellationToken cancellationToken)
    {
        await using var body = new SourceStream(await answer.Content.ReadAsStreamAsync(cancellationToken));
        if ((contentType ?? await FindPictureAsync(answer, body, cancellationToken)) is not { } type)
        {
            return JobError.Of(JobErrorCode.InputTypeUnsupported, $"The address answered with {TypeOf(answer)}, which is not a picture.");
        }

        if (answer.Content.Headers.ContentLength > media.Value.MaxBytes(type))
        {
            return TooLarge(media.Value.MaxBytes(type));
        }

        await uploads.StoreAsync(target, type, keptUntil, body, cancellationToken);
        return null;
    }

    /// <summary>Finds faults that the response's status and headers reveal.</summary>
    private static JobError? FindFault(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"The address answered with the status {(int)answer.StatusCode}."));
        }

        return answer.Content.Headers.ContentEncoding.All(encoding => encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            ? null
            : new(JobErrorCode.InputTypeUnsupported, "The address answered with a compressed body, which was not requested.");
    }

    private static async Task<string?> FindPictureAsync(HttpResponseMessage answer, SourceStream body, CancellationToken cancellationToken) =>
        TypeOf(answer) is var declared && MediaTypes.MayBePicture(declared)
            ? declared
            : MediaTypes.FindPicture((await body.PeekAsync(MediaTypes.HeadBytes, cancellationToken)).Span);

    /// <summary>The declared type; unknown if the server declares none, or the one that some stores use for everything.</summary>
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
