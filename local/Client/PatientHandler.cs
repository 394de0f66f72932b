using System.Net;
using System.Net.Sockets;

namespace SegFunctions.Local.Client;

/// <summary>
/// Tries again while a server that has answered before is away or busy, since it may be starting again. What might have been done
/// already is not sent twice. A server that was never reached fails at once.
/// </summary>
/// <param name="time">For the pauses.</param>
internal sealed class PatientHandler(TimeProvider time) : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private volatile bool _reached;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var patient = _reached && time.GetElapsedTime(started) < Patience;
            try
            {
                var response = await SendOnceAsync(request, cancellationToken);
                _reached = true;
                if (!patient || !IsBusy(response.StatusCode) || request.Method == HttpMethod.Post)
                {
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException exception) when (patient && MayRepeat(request, exception))
            {
                // The pause below is the answer.
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException exception)
        {
            // The framework lets it through as it is when a server dies while a connection to it is being made.
            throw new HttpRequestException(exception.Message, exception);
        }
    }

    private static bool IsBusy(HttpStatusCode status) => status is
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool MayRepeat(HttpRequestMessage request, HttpRequestException exception) =>
        request.Method != HttpMethod.Post || exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
}
