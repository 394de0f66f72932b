namespace SegFunctions.Compatibility.AppHook;

/// <summary>Asks the test's process, which counts the operations of all processes together.</summary>
/// <param name="url">Receives a POST with the stage in the path and the operation as the body, and responds with <c>True</c> or <c>False</c>.</param>
internal sealed class RemoteFaults(Uri url) : IFaultSource, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { BaseAddress = url };

    public async ValueTask<bool> IsTurnAsync(FaultKind stage, string operation)
    {
        using var body = new StringContent(operation);
        using var answer = await _http.PostAsync($"{stage}", body);
        return bool.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
