using System.Buffers;
using System.Net;
using System.Security.Cryptography;

namespace SegFunctions.Models.Additions;

/// <summary>Brings a file in from a path or an address, a piece at a time, and takes its hash on the way.</summary>
/// <param name="limit">Most bytes of a file.</param>
/// <param name="patience">Until an address answers, and then until its next piece comes.</param>
internal sealed class FileIntake(long limit, TimeSpan patience) : IDisposable
{
    private const int Piece = 1 << 20;
    private const int MaxRedirects = 5;

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxAutomaticRedirections = MaxRedirects, AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = patience })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "segfunctions" } },
    };

    /// <param name="source">A path, or an http or https address.</param>
    /// <param name="target">Written.</param>
    /// <param name="onBytes">Told of the bytes so far, and of how many there will be; 0 if that is not known.</param>
    /// <param name="cancellationToken">Leaves a partial file.</param>
    /// <returns>Its SHA-256, lower-case hex, and its size.</returns>
    /// <exception cref="AdditionException">It cannot be had, or is too large.</exception>
    public async Task<(string Sha256, long Bytes)> TakeAsync(string source, string target, Action<long, long> onBytes, CancellationToken cancellationToken)
    {
        try
        {
            if (AddressOf(source) is not { } address)
            {
                await using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
                return await CopyAsync(file, file.Length, source, target, onBytes, cancellationToken);
            }

            using var response = await Within(token => _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, token), source, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new AdditionException($"{Show(source)} answers {(int)response.StatusCode}.");
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await CopyAsync(body, response.Content.Headers.ContentLength ?? 0, source, target, onBytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException or UriFormatException or NotSupportedException)
        {
            throw new AdditionException($"{Show(source)} cannot be taken: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    /// <returns>A path as it is; an address without its user information, and up to its query: either may be a key.</returns>
    public static string Show(string source) =>
        AddressOf(source) is { } address ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : source;

    public void Dispose() => _http.Dispose();

    private static Uri? AddressOf(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;

    /// <param name="from">Read to its end.</param>
    /// <param name="expected">Bytes that it must have at least; 0 if that is not known.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <inheritdoc cref="TakeAsync"/>
    public async Task<(string Sha256, long Bytes)> CopyAsync(
        Stream from, long expected, string source, string target, Action<long, long> onBytes, CancellationToken cancellationToken)
    {
        ThrowIfTooLarge(expected, source);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var bytes = 0L;
            while (await Within(token => from.ReadAsync(piece, token).AsTask(), source, cancellationToken) is var read and > 0)
            {
                bytes += read;
                ThrowIfTooLarge(bytes, source);
                hash.AppendData(piece, 0, read);
                await to.WriteAsync(piece.AsMemory(0, read), cancellationToken);
                onBytes(bytes, expected);
            }

            return bytes >= expected
                ? (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes)
                : throw new AdditionException($"{Show(source)} ended after {bytes:N0} of {expected:N0} bytes.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private async Task<T> Within<T>(Func<CancellationToken, Task<T>> step, string source, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(patience);
        try
        {
            return await step(limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AdditionException($"{Show(source)} sent nothing for {patience.TotalSeconds:0} s.");
        }
    }

    private void ThrowIfTooLarge(long bytes, string source)
    {
        if (bytes > limit)
        {
            throw new AdditionException($"{Show(source)} has {bytes / 1e9:0.0} GB or more; a file may have {limit / 1e9:0.#} GB.");
        }
    }
}
