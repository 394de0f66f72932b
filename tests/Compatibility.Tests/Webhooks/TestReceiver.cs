using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Compatibility.Tests.Webhooks;

/// <summary>A receiver of messages on a free local port that responds as a test says. It responds to GET, for example for a picture, with 404.</summary>
internal sealed class TestReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<HeardMessage> _heard = [];

    private TestReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>In order of arrival, whatever the response was.</summary>
    public IReadOnlyList<HeardMessage> Heard => [.. _heard];

    /// <param name="answer">Maps a message's number, from 0, to the response.</param>
    public static async Task<TestReceiver> StartAsync(Func<int, IResult>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var receiver = new TestReceiver(builder.Build());
        var count = -1;
        receiver._app.Run(async context =>
        {
            if (context.Request.Method != "POST")
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
            receiver._heard.Enqueue(new HeardMessage(headers, await reader.ReadToEndAsync(context.RequestAborted)));
            await (answer?.Invoke(Interlocked.Increment(ref count)) ?? Results.NoContent()).ExecuteAsync(context);
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until that many were received.</summary>
    public async Task<IReadOnlyList<HeardMessage>> HearAsync(int count, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (_heard.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < (patience ?? Patience), $"Of {count} messages {_heard.Count} came.");
            await Task.Delay(Look, cancellationToken);
        }

        return Heard;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <param name="Headers">Names in lower case.</param>
internal sealed record HeardMessage(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string Type => Json.GetProperty("type").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    public string Id => Headers["webhook-id"];
}
