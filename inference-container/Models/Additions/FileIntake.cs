using System.Buffers;
using System.Net;
using System.Security.Cryptography;

namespace SegFunctions.Models.Additions;

/// <summary>Copies a file from a path or an address, piece by piece, and computes its hash along the way.</summary>
/// <param name="limit">Maximum size of a file, in bytes.</param>
/// <param name="patience">Maximum time until an address responds, and then between two pieces.</param>
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
    /// <param name="target">The file to create.</param>
    /// <param name="onBytes">Called with the number of bytes so far, and their total; 0 if the total is unknown.</param>
    /// <param name="cancellationToken">Leaves a partial file.</param>
    /// <returns>The file's SHA-256, lower-case hex, and its size.</returns>
    /// <exception cref="AdditionException">The file cannot be fetched, or is too large.</exception>
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
                throw new AdditionException($"{Show(source)} responded with status {(int)response.StatusCode}.");
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await CopyAsync(body, response.Content.Headers.ContentLength ?? 0, source, target, onBytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException or UriFormatException or NotSupportedException)
        {
            throw new AdditionException($"{Show(source)} cannot be read: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    /// <returns>A path unchanged; an address without its user information and query, either of which may be a key.</returns>
    public static string Show(string source) =>
        AddressOf(source) is { } address ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : source;

    public void Dispose() => _http.Dispose();

    private static Uri? AddressOf(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;

    /// <param name="from">Read to its end.</param>
    /// <param name="expected">Minimum number of bytes; 0 if unknown.</param>
    /// <param name="source">The source's name, for messages.</param>
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
            throw new AdditionException($"{Show(source)} has {bytes / 1e9:0.0} GB or more; the limit is {limit / 1e9:0.#} GB.");
        }
    }
}
