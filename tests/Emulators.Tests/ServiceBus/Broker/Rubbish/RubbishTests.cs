using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Time.Testing;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>
/// A short form of the Benchmarks' verb <c>broker-fuzz</c>: clients that send garbage or misbehave are cut off, while a client beside them is served.
/// </summary>
public sealed class RubbishTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Both_clients_were_recorded_in_every_state()
    {
        Assert.Equal(10, Recording.All.Count);
        Assert.Equal(Enum.GetValues<ConversationState>(), Recording.All.SelectMany(recording => recording.Frames).Select(frame => frame.State).Distinct().Order());
        Assert.All(Recording.All.SelectMany(recording => recording.Frames), frame => Assert.Equal(-1, frame.Bytes.AsSpan().IndexOf("sig="u8)));
    }

    [Fact]
    public void The_same_chance_does_the_same_damage()
    {
        var frames = Recording.All.SelectMany(recording => recording.Frames).Select(frame => frame.Bytes).ToArray();
        for (var seed = 0; seed < 2_000; seed++)
        {
            var (frame, other) = (frames[seed % frames.Length], frames[^(1 + (seed % frames.Length))]);
            var changed = FrameMutations.Mutate(frame, new Random(seed), other);
            Assert.Equal(changed, FrameMutations.Mutate(frame, new Random(seed), other));
            Assert.InRange(changed.Length, 1, 2 * 64 * 1024);
        }
    }

    [Fact]
    public Task Mutated_frames_of_every_state_harm_nobody() => BesideHealthyAsync(async stage =>
    {
        var talk = new RubbishTalk(stage.ConnectionString, seed: 7);
        await talk.RunAsync(frames: 2_000, sideBySide: 16, Cancellation);
        Assert.All(Enum.GetValues<ConversationState>(), state => Assert.NotEqual(0, talk.Counts.SentIn(state)));
    });

    [Fact]
    public Task Connections_that_break_off_at_any_byte_harm_nobody() =>
        BesideHealthyAsync(stage => new HostileClients(stage.ConnectionString).BreakOffAsync(connections: 200, seed: 1, Cancellation));

    [Fact]
    public Task A_client_that_opens_links_without_end_harms_nobody() => BesideHealthyAsync(async stage =>
        Assert.Contains("cut off", await new HostileClients(stage.ConnectionString).AttachAsync(links: 2_000, Cancellation), StringComparison.Ordinal));

    [Fact]
    public Task Connections_that_say_nothing_keep_no_newcomer_out() => BesideHealthyAsync(stage =>
        new HostileClients(stage.ConnectionString).KeepSilentAsync(connections: 800, () => ServeNewcomerAsync(stage), Cancellation));

    [Fact]
    public Task Deliveries_that_never_end_are_given_up_and_harm_nobody() => BesideHealthyAsync(async stage =>
        Assert.DoesNotContain(" 0 links", await new HostileClients(stage.ConnectionString).NeverEndAsync(connections: 2, links: 150, Cancellation), StringComparison.Ordinal));

    [Fact]
    public Task A_delivery_far_too_large_is_rejected_and_harms_nobody() => BesideHealthyAsync(async stage =>
        Assert.Contains("1 rejected", await new HostileClients(stage.ConnectionString).SendHugeAsync(megabytes: 20, Cancellation), StringComparison.Ordinal));

    [Theory]
    [InlineData(1_000_000u)]
    [InlineData(0u)]
    public Task A_receiver_that_never_reads_gets_no_more_than_fits_and_harms_nobody(uint window) => BesideHealthyAsync(async stage =>
    {
        await using var client = new ServiceBusClient(stage.ConnectionString);
        await using var sender = client.CreateSender(stage.Queue);
        for (var i = 0; i < 60; i++)
        {
            await sender.SendMessageAsync(new ServiceBusMessage(new byte[200_000]), Cancellation);
        }

        var told = await new HostileClients(stage.ConnectionString).NeverReadAsync(
            window,
            async () =>
            {
                await Task.Delay(500, Cancellation);
                Assert.InRange(await CountLockedAsync(stage), 1, 55);
            },
            Cancellation);

        Assert.Equal(window == 0, told.EndsWith(" 0 messages were on their way", StringComparison.Ordinal));
    });

    [Fact]
    public async Task A_client_that_shows_no_token_in_time_is_cut_off()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain, time);
        using var connection = await RawConnection.ConnectAsync(BrokerPort.Of(stage.ConnectionString), Cancellation);
        await connection.SendAsync((byte[])[.. RawFrames.SignIn, .. RawFrames.Open(), .. RawFrames.Begin(0)], Patience);
        Assert.True(await connection.ReadUntilAsync(() => connection.Received.Frames >= 6, Patience));

        var instant = TimeSpan.FromMilliseconds(1);
        time.Advance(Emulators.ServiceBus.Amqp.Limits.SignIn - instant);
        Assert.False(await connection.ReadUntilAsync(() => connection.IsOver, QueueUnderTest.Moment));
        time.Advance(instant);
        Assert.True(await connection.ReadUntilAsync(() => connection.Received.IsClosed, Patience));
        time.Advance(Emulators.ServiceBus.Amqp.Limits.Farewell);

        Assert.True(await connection.ReadUntilAsync(() => connection.IsCut, Patience));
    }

    private static async Task BesideHealthyAsync(Func<BrokerStage, Task> rubbish)
    {
        // The hostile clients have their own queue, so they cannot take the healthy one's messages.
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain, otherQueue: "healthy");
        await using var healthy = new HealthyClient(stage.ConnectionString, "healthy");

        await rubbish(stage);

        // One more round after all that; if one has failed or takes too long, this throws.
        await healthy.TakeAsync();
        while ((await healthy.TakeAsync()).Length == 0)
        {
            await Task.Delay(20, Cancellation);
        }

        await AssertLinksComeBackAsync(stage);
    }

    private static async Task ServeNewcomerAsync(BrokerStage stage)
    {
        await using var client = new ServiceBusClient(stage.ConnectionString);
        await using var sender = client.CreateSender(stage.Queue);
        await sender.SendMessageAsync(new ServiceBusMessage("newcomer"), Cancellation);
    }

    private static async Task AssertLinksComeBackAsync(BrokerStage stage)
    {
        for (var i = 0; await ReadAsync(stage, "receivers") > 0; i++)
        {
            Assert.True(i < 400, $"{await ReadAsync(stage, "receivers")} receivers are still there.");
            await Task.Delay(50, Cancellation);
        }
    }

    private static Task<int> CountLockedAsync(BrokerStage stage) => ReadAsync(stage, "locked");

    private static async Task<int> ReadAsync(BrokerStage stage, string name)
    {
        using var http = new HttpClient();
        var queues = await http.GetFromJsonAsync<JsonElement>(new Uri(stage.HttpAddress, "queues"), Cancellation);
        return queues.EnumerateArray().Single(queue => queue.GetProperty("name").GetString() == stage.Queue).GetProperty(name).GetInt32();
    }
}
