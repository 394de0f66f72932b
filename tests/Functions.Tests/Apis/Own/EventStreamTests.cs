using System.Runtime.ExceptionServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Apis.Own;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Apis.Own;

public sealed class EventStreamTests : IDisposable
{
    private const string Opening = ": open\nretry: 2000\n\n";
    private const string Comment = ": quiet\n\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly Channel<Job> _states = Channel.CreateUnbounded<Job>();
    private readonly MemoryStream _body = new();
    private readonly DefaultHttpContext _http = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _leaving = new();

    public EventStreamTests() => _http.Response.Body = _body;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begins_with_a_comment_and_when_to_come_again()
    {
        var stream = StreamAsync();
        await SaysAsync(Opening);

        Assert.Equal(("text/event-stream", "no-store"), (_http.Response.ContentType, _http.Response.Headers.CacheControl.ToString()));
        _states.Writer.Complete();
        await stream;
    }

    [Theory]
    [InlineData(0, "123")]
    [InlineData(2, "3")]
    [InlineData(3, "")]
    [InlineData(7, "")]
    public async Task Tells_each_event_after_the_last_one_known_once_and_in_order(long after, string told)
    {
        _states.Writer.TryWrite(JobWith(1));
        _states.Writer.TryWrite(JobWith(3));
        _states.Writer.Complete();
        await StreamAsync(after);

        Assert.Equal(Opening + string.Concat(told.Select(id => $"event: happened\ndata: {{\"n\":{id}}}\nid: {id}\n\n")), Said());
    }

    [Fact]
    public async Task Says_something_every_15_seconds_and_ends_after_200()
    {
        var stream = StreamAsync();
        await SaysAsync(Opening);
        await AdvanceUntilAsync(() => Said() == Opening + Comment);
        await AdvanceUntilAsync(() => Said() == Opening + Comment + Comment);
        await AdvanceUntilAsync(() => stream.IsCompleted);
        await stream;

        // Between two comments, time may pass unnoticed, so there may be fewer.
        Assert.InRange((Said().Length - Opening.Length) / Comment.Length, 3, 13);
    }

    [Theory]
    [InlineData("the connection breaks")]
    [InlineData("the host says that the client leaves")]
    [InlineData("the app stops")]
    public async Task Ends_when_the_client_leaves_and_when_the_app_stops(string what)
    {
        using var broken = new CancellationTokenSource();
        _http.RequestAborted = broken.Token;
        var stream = StreamAsync();
        await SaysAsync(Opening);
        await (what switch { "the connection breaks" => broken, "the app stops" => _stopping, _ => _leaving }).CancelAsync();

        await stream.WaitAsync(Patience, Token);
    }

    /// <summary>Hundreds disconnect and return at a time, and an exception for each would cost more than everything else.</summary>
    [Fact]
    public async Task A_reader_who_leaves_costs_no_exception_of_the_timer()
    {
        await using var durable = new ScriptedDurableClient();
        durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(1), TimeSpan.FromHours(1)), null, "r s0");
        using var waits = new JobWait(_time, NullLogger<JobWait>.Instance);
        var following = new JobWatches(waits, _time, NullLogger<JobWatches>.Instance).FollowAsync(durable, JobWith(1), CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        _http.RequestAborted = leaving.Token;
        var stream = StreamAsync(following, 1);
        await SaysAsync(Opening);
        await AdvanceUntilAsync(() => Said() == Opening + Comment);

        var thrown = 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        await leaving.CancelAsync();
        await stream.WaitAsync(Patience, Token);
        // A timer's task may end after the stream.
        await Task.Delay(TimeSpan.FromMilliseconds(200), Token);
        AppDomain.CurrentDomain.FirstChanceException -= Count;
        Assert.Equal(0, thrown);

        void Count(object? sender, FirstChanceExceptionEventArgs happened)
        {
            if (Environment.StackTrace.Contains(nameof(PeriodicTimer), StringComparison.Ordinal))
            {
                Interlocked.Increment(ref thrown);
            }
        }
    }

    [Fact]
    public async Task A_request_for_the_headers_gets_no_more()
    {
        _http.Request.Method = "HEAD";
        await StreamAsync();

        Assert.Equal("", Said());
    }

    public void Dispose()
    {
        _body.Dispose();
        _stopping.Dispose();
        _leaving.Dispose();
    }

    private static Job JobWith(int events) => new(new JobSummary(Specs.JobId, JobStatus.Running, 1, Specs.Now, Specs.Now, null), "acct", [])
    {
        Events = [.. Enumerable.Range(0, events).Select(_ => new JobEvent(WebhookEvents.JobStarted, Specs.Now, []))],
    };

    private Task StreamAsync(long after = 0) => StreamAsync(_states.Reader.ReadAllAsync(CancellationToken.None), after);

    private Task StreamAsync(IAsyncEnumerable<Job> states, long after) => new EventStream(
        states,
        after,
        (_, sequence) => ("happened", BinaryData.FromString($$"""{"n":{{sequence}}}""")),
        _time,
        _stopping.Token,
        _leaving.Token).ExecuteAsync(_http);

    private string Said() => Encoding.UTF8.GetString(_body.ToArray());

    private Task SaysAsync(string text) => UntilAsync(() => Said() == text);

    /// <summary>Advances time a little at a time, because a delay starts only when the previous one has ended.</summary>
    private Task AdvanceUntilAsync(Func<bool> isSo) => UntilAsync(() =>
    {
        if (isSo())
        {
            return true;
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        return isSo();
    });

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !isSo(); await Task.Delay(5, Token))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience);
        }
    }
}
