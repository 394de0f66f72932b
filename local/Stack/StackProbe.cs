namespace SegFunctions.Local.Stack;

/// <summary>Asks the functions app how the whole stack does.</summary>
internal sealed class StackProbe(Uri baseUrl) : IDisposable
{
    public const string NoAnswer = "no answer from the functions app";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = baseUrl,
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <returns>Null when all is well; else what the app says, or that it says nothing.</returns>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync("healthz", cancellationToken);
            return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return NoAnswer;
        }
    }

    public void Dispose() => _http.Dispose();
}
