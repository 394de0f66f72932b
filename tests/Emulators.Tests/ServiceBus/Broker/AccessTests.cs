using System.Net;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Time.Testing;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>No link opens without a valid token for its queue, and none outlives its token.</summary>
public sealed class AccessTests
{
    private static readonly ServiceBusClientOptions NoRetries = new() { RetryOptions = { MaxRetries = 0 } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SharedAccessKey")]
    [InlineData("SharedAccessKeyName")]
    public async Task Another_key_or_key_name_opens_nothing(string part)
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        var parts = stage.ConnectionString.Split(';').Select(one => one.StartsWith(part + "=", StringComparison.Ordinal) ? $"{part}=d3Jvbmc=" : one);

        await AssertClosedAsync(string.Join(';', parts));
    }

    [Fact]
    public async Task A_forged_signature_opens_nothing() => await AssertClosedAsync(token => token with { Signature = Convert.ToBase64String(new byte[32]) });

    [Fact]
    public async Task A_token_of_another_queue_opens_nothing() =>
        await AssertClosedAsync(token => token with { Resource = new Uri(token.Endpoint, "order").AbsoluteUri });

    [Fact]
    public async Task A_token_of_a_subqueue_does_not_open_its_queue() =>
        await AssertClosedAsync(token => token with { Resource = new Uri(token.Endpoint, "orders/$DeadLetterQueue").AbsoluteUri });

    [Fact]
    public async Task An_expired_token_opens_nothing() => await AssertClosedAsync(token => token with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) });

    [Fact]
    public async Task A_token_for_no_address_opens_nothing() => await AssertClosedAsync(token => token with { Resource = "orders" });

    [Fact]
    public async Task A_token_of_the_namespace_opens_every_queue() =>
        await AssertOpenAsync(token => token with { Resource = token.Endpoint.AbsoluteUri });

    [Fact]
    public async Task A_token_of_the_queue_opens_it_and_its_subqueues() => await AssertOpenAsync(static token => token);

    [Fact]
    public async Task A_malformed_token_is_refused()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        await using var peer = await RawPeer.ConnectAsync(stage.ConnectionString);

        foreach (string token in (string[])
            ["", "SharedAccessSignature ", "SharedAccessSignature sr=a&sr=b", "SharedAccessSignature sr&sig&se&skn", "Bearer x", new string('x', 5_000)])
        {
            Assert.Equal(401, await peer.PutTokenAsync(token));
        }

        SignedToken right = SignedToken.Of(stage.ConnectionString, stage.Queue);
        Assert.Equal(401, await peer.PutTokenAsync($"{right}&extra"));
        Assert.Equal(401, await peer.PutTokenAsync($"{right with { ExpiresAt = DateTimeOffset.MaxValue }}".Replace("se=", "se=9999", StringComparison.Ordinal)));
        Assert.Equal(202, await peer.PutTokenAsync($"{right}"));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("/orders")]
    [InlineData("orders/$management")]
    [InlineData("orders/$DeadLetterQueue")]
    [InlineData("nowhere")]
    public async Task Nothing_opens_without_a_token(string address)
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        await using var peer = await RawPeer.ConnectAsync(stage.ConnectionString);

        Assert.Equal("amqp:unauthorized-access", await peer.TryAttachAsync(address, receives: true));
        Assert.Equal("amqp:unauthorized-access", await peer.TryAttachAsync(address, receives: false));
    }

    [Fact]
    public async Task A_link_is_closed_when_its_token_runs_out_and_stays_when_a_new_one_was_shown()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain, time);
        await using var peer = await RawPeer.ConnectAsync(stage.ConnectionString);
        SignedToken token = SignedToken.Of(stage.ConnectionString, stage.Queue) with { ExpiresAt = time.GetUtcNow().AddMinutes(5) };
        await peer.PutTokenAsync($"{token}");
        Assert.Null(await peer.TryAttachAsync("orders", receives: true));
        Task<string?> closed = peer.LastLinkClosedAsync();

        time.Advance(TimeSpan.FromMinutes(4));
        await peer.PutTokenAsync($"{token with { ExpiresAt = time.GetUtcNow().AddMinutes(5) }}");
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await peer.TryAttachAsync("orders/$management", receives: true));
        Assert.False(closed.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal("amqp:unauthorized-access", await closed.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task A_client_comes_back_with_a_new_token_when_its_links_were_closed()
    {
        var time = new SetTime();
        var stage = await BrokerStage.StartAsync(QueueKind.Plain, time);
        await using var queue = await QueueUnderTest.CreateAsync(stage);
        await queue.SendAsync("before");
        await queue.Receiver.CompleteMessageAsync(await queue.ReceiveAsync(), Cancellation);
        await queue.Receiver.PeekMessageAsync(null, Cancellation);

        // The client's tokens are valid for half an hour of its own clock, which stands still.
        time.Ahead = TimeSpan.FromMinutes(31);
        time.RingAll();
        using var http = new HttpClient { BaseAddress = stage.HttpAddress };
        while (!(await http.GetStringAsync("queues", Cancellation)).Contains("\"receivers\":0", StringComparison.Ordinal))
        {
            await Task.Delay(10, Cancellation);
        }

        time.Ahead = TimeSpan.Zero;
        await queue.SendAsync("after");

        Assert.Equal("after", (await queue.ReceiveAsync()).Body.ToString());
        Assert.Equal("after", (await queue.Receiver.PeekMessageAsync(0, Cancellation)).Body.ToString());
    }

    [Fact]
    public async Task Health_and_counts_are_told_over_http()
    {
        var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        await using var queue = await QueueUnderTest.CreateAsync(stage);
        using var http = new HttpClient { BaseAddress = stage.HttpAddress };
        await queue.SendAsync("locked", "deferred", "dead", "waiting");
        await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), DateTimeOffset.UtcNow.AddHours(1), Cancellation);
        await queue.ReceiveAsync();
        await queue.Receiver.DeferMessageAsync(await queue.ReceiveAsync(), null, Cancellation);
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "x", null, Cancellation);

        var counts = await http.GetStringAsync("queues", Cancellation);

        Assert.Equal("""{"status":"healthy"}""", await http.GetStringAsync("health", Cancellation));
        Assert.StartsWith(
            """[{"name":"orders","active":2,"locked":1,"scheduled":1,"deferred":1,"receivers":1,"deadLettered":1,"bytes":""", counts, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("messages", Cancellation)).StatusCode);
    }

    private static async Task AssertClosedAsync(Func<SignedToken, SignedToken> change)
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        await AssertClosedAsync(change(SignedToken.Of(stage.ConnectionString, stage.Queue)).ConnectionString());
    }

    private static async Task AssertClosedAsync(string connectionString)
    {
        await using var client = new ServiceBusClient(connectionString, NoRetries);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("x"), Cancellation));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateReceiver("orders").ReceiveMessageAsync(Moment, Cancellation));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateReceiver("orders").PeekMessageAsync(null, Cancellation));
    }

    private static async Task AssertOpenAsync(Func<SignedToken, SignedToken> change)
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        await using var client = new ServiceBusClient(change(SignedToken.Of(stage.ConnectionString, stage.Queue)).ConnectionString(), NoRetries);
        await client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("x"), Cancellation);
        Assert.NotNull(await client.CreateReceiver("orders").PeekMessageAsync(null, Cancellation));
        Assert.Null(await client.CreateReceiver("orders/$DeadLetterQueue").ReceiveMessageAsync(Moment, Cancellation));
    }
}
