using System.Net;
using System.Net.Sockets;

namespace SegFunctions.Local.Stack;

/// <summary>Queries the functions app for the health of the whole stack.</summary>
internal sealed class StackProbe(Uri baseUrl) : IDisposable
{
    public const string NoAnswer = "no answer from the functions app";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = baseUrl,
        Timeout = TimeSpan.FromSeconds(5),
    };

    private bool _listens;

    /// <returns>Null if the stack is healthy; otherwise the app's response, or <see cref="NoAnswer"/>.</returns>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        if (!_listens && !(_listens = await ListensAsync()))
        {
            return NoAnswer;
        }

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

    /// <summary>Checks the port without an exception per failed try: several per second would slow down the start.</summary>
    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var attempt = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(baseUrl.Host), baseUrl.Port) };
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        attempt.Completed += (_, _) => ended.SetResult();
        if (socket.ConnectAsync(attempt))
        {
            await ended.Task;
        }

        return attempt.SocketError == SocketError.Success;
    }

    public void Dispose() => _http.Dispose();
}
