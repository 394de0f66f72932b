using System.Net;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Segmenting;

/// <summary>Fetches a picture from an address that the user gave, as their browser would: from this machine, not from the server.</summary>
internal static class PictureFetch
{
    private const int MaxRedirects = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="HttpRequestException">The address could not be fetched.</exception>
    /// <exception cref="IOException">The picture is too large, or cannot be written.</exception>
    public static async Task FetchAsync(Uri address, string path, IProgressRow row, CancellationToken cancellationToken)
    {
        row.Report(0, "fetching");
        using var http = new HttpClient(new SocketsHttpHandler { MaxAutomaticRedirections = MaxRedirects, AutomaticDecompression = DecompressionMethods.None }) { Timeout = Patience };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("segfunctions");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"its server responded with {(int)response.StatusCode}.");
        }

        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        await PictureBytes.SpoolAsync(body, path, patience.Token);
        row.End("fetched");
    }
}
