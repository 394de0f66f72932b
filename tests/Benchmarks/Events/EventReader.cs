using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;

namespace SegFunctions.Benchmarks.Events;

/// <summary>Reads a job's events to their end over connections that break at random.</summary>
internal sealed class EventReader(HttpClient http, string jobId)
{
    private const int ShortestMilliseconds = 100;
    private const int LongestMilliseconds = 4_000;

    private int _last;
    private bool _isOver;

    /// <returns>How many events it saw, and over how many connections.</returns>
    /// <exception cref="InvalidOperationException">An event was missing, repeated, or out of turn.</exception>
    public async Task<(int Events, int Connections)> ReadAsync(CancellationToken cancellationToken)
    {
        var connections = 0;
        for (; !_isOver; connections++)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            cut.CancelAfter(Random.Shared.Next(ShortestMilliseconds, LongestMilliseconds));
            try
            {
                await FollowAsync(cut.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Cut; the next connection goes on after the last event.
            }
        }

        return (_last, connections);
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/jobs/{jobId}/events");
        if (_last > 0)
        {
            request.Headers.Add("Last-Event-ID", _last.ToString(CultureInfo.InvariantCulture));
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.EnsureSuccessStatusCode().StatusCode == HttpStatusCode.NoContent)
        {
            throw new InvalidOperationException($"{jobId} has ended, but event {_last} was not its end.");
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var happened in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            Take(happened);
        }
    }

    private void Take(SseItem<string> happened)
    {
        if (happened.EventId != (_last + 1).ToString(CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"{jobId}: event {happened.EventId} came after {_last}.");
        }

        _last++;
        _isOver = happened.EventType is "job.completed" or "job.failed" or "job.canceled";
    }
}
