using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Tests.Client;

public sealed class PatientHandlerTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(3);

    private readonly PausingTime _time = new();
    private readonly Queue<int> _statuses = [];
    private WebApplication? _server;
    private HttpClient? _http;
    private readonly List<string> _keys = [];
    private int _requests;
    private string _pause = "1";

    private HttpClient Http => _http!;

    [Fact]
    public async Task A_busy_server_that_has_answered_before_is_asked_until_it_is_free()
    {
        await GetAsync();
        Answer(503, 429, 502, 504, 200);

        Assert.Equal(HttpStatusCode.OK, (await WaitAsync(GetAsync())).StatusCode);
        Assert.Equal(6, _requests);
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_given_up_after_a_minute()
    {
        await GetAsync();
        Answer([.. Enumerable.Repeat(503, 100)]);
        var started = _time.GetUtcNow();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await WaitAsync(GetAsync())).StatusCode);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(75));
    }

    [Fact]
    public async Task A_server_that_names_short_pauses_gets_a_minute_too()
    {
        await GetAsync();
        Answer([.. Enumerable.Repeat(409, 45)]);

        Assert.Equal(HttpStatusCode.OK, (await WaitAsync(GetAsync())).StatusCode);
    }

    [Fact]
    public async Task A_server_that_names_an_hour_is_given_up_at_once()
    {
        await GetAsync();
        Answer(409);
        _pause = "3600";
        var started = _time.GetUtcNow();

        Assert.Equal(HttpStatusCode.Conflict, (await WaitAsync(GetAsync())).StatusCode);
        Assert.True(_time.GetUtcNow() - started < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_a_busy_server_may_have_done_is_not_sent_again()
    {
        await GetAsync();
        Answer(503);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Http.PostAsync("", null, Token)).StatusCode);
        Assert.Equal(2, _requests);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(409)]
    public async Task What_the_server_knows_again_by_its_key_is_sent_until_it_is_answered(int status)
    {
        await GetAsync();
        Answer(status, status);
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Headers = { { PatientHandler.IdempotencyKey, "one" } } };

        Assert.Equal(HttpStatusCode.OK, (await WaitAsync(Http.SendAsync(request, Token))).StatusCode);
        Assert.Equal(4, _requests);
        Assert.Equal(["one", "one", "one"], _keys);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_server_that_is_away_is_waited_for(string method)
    {
        await GetAsync();
        await _server!.StopAsync(Token);
        var sending = Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), ""), Token);
        _time.Advance(Step);
        Assert.False(sending.IsCompleted);
        await StartAsync(Http.BaseAddress!.Port);

        Assert.Equal(HttpStatusCode.OK, (await WaitAsync(sending)).StatusCode);
    }

    [Fact]
    public async Task A_server_that_was_never_reached_fails_at_once()
    {
        await _server!.StopAsync(Token);

        await Assert.ThrowsAsync<HttpRequestException>(GetAsync);
    }

    public async ValueTask InitializeAsync()
    {
        await StartAsync(0);
        _http = new HttpClient(new PatientHandler(_time)) { BaseAddress = new Uri(_server!.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server!.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> GetAsync() => Http.GetAsync(new Uri("", UriKind.Relative), Token);

    private void Answer(params int[] statuses) => Array.ForEach(statuses, _statuses.Enqueue);

    /// <summary>Lets each pause pass at once until the response is there; while a request is on its way, no time passes.</summary>
    private async Task<HttpResponseMessage> WaitAsync(Task<HttpResponseMessage> sending)
    {
        while (!sending.IsCompleted)
        {
            var pause = _time.Pauses.ReadAsync(Token).AsTask();
            if (await Task.WhenAny(sending, pause) == pause)
            {
                _time.Advance(await pause);
            }
        }

        return await sending;
    }

    private async Task StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add($"http://127.0.0.1:{port}");
        _server.Run(context =>
        {
            _requests++;
            _keys.AddRange(context.Request.Headers[PatientHandler.IdempotencyKey].OfType<string>());
            context.Response.StatusCode = _statuses.TryDequeue(out var status) ? status : StatusCodes.Status200OK;
            context.Response.Headers.RetryAfter = context.Response.StatusCode == StatusCodes.Status409Conflict ? _pause : default;
            return Task.CompletedTask;
        });
        await _server.StartAsync(Token);
    }

    private sealed class PausingTime : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _pauses = Channel.CreateUnbounded<TimeSpan>();

        public ChannelReader<TimeSpan> Pauses => _pauses.Reader;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _pauses.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
