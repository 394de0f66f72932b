using Azure.Messaging.ServiceBus;
using Emulators.ServiceBus.Amqp;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Clients that ask for what would harm the broker, one thing each.</summary>
public sealed class MannersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_that_were_closed_in_good_order_leave_room_for_others()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        for (var i = 0; i < 600; i++)
        {
            using var connection = await RawConnection.ConnectAsync(BrokerPort.Of(stage.ConnectionString), Cancellation);
            await connection.SendAsync((byte[])[.. RawFrames.SignIn, .. RawFrames.Open(), .. RawFrames.Of(0, new Microsoft.Azure.Amqp.Framing.Close())], Patience);
            Assert.True(await connection.ReadUntilAsync(() => connection.Received.IsClosed, Patience), $"connection {i}");
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(60u)]
    [InlineData(511u)]
    public async Task A_client_that_takes_smaller_frames_than_AMQP_allows_is_told_to_leave(uint frame)
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        using var connection = await RawConnection.ConnectAsync(BrokerPort.Of(stage.ConnectionString), Cancellation);

        await connection.SendAsync((byte[])[.. RawFrames.SignIn, .. RawFrames.Open(frame)], Patience);

        Assert.True(await connection.ReadUntilAsync(() => connection.Received.IsClosed, Patience));
        Assert.Equal(1, connection.Received.Errors);
    }

    [Fact]
    public async Task A_client_that_does_not_leave_when_told_to_is_cut_off()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        using var connection = await RawConnection.ConnectAsync(BrokerPort.Of(stage.ConnectionString), Cancellation);
        await connection.SendAsync((byte[])[.. RawFrames.SignIn, .. RawFrames.Open(0)], Patience);

        Assert.True(await connection.ReadUntilAsync(() => connection.IsCut, Patience));
    }

    [Fact]
    public async Task A_client_without_a_token_gets_few_sessions()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        using var connection = await RawConnection.ConnectAsync(BrokerPort.Of(stage.ConnectionString), Cancellation);
        await connection.SendAsync((byte[])[.. RawFrames.SignIn, .. RawFrames.Open()], Patience);
        for (ushort channel = 0; channel < Limits.SessionsWithoutToken; channel++)
        {
            await connection.SendAsync(RawFrames.Begin(channel), Patience);
        }

        // Headers, mechanisms, outcome, open.
        const int SignIn = 5;
        Assert.True(await connection.ReadUntilAsync(() => connection.Received.Frames == SignIn + Limits.SessionsWithoutToken, Patience));
        Assert.False(connection.Received.IsClosed);
        await connection.SendAsync(RawFrames.Begin(Limits.SessionsWithoutToken), Patience);
        Assert.True(await connection.ReadUntilAsync(() => connection.Received.IsClosed, Patience));
    }

    [Fact]
    public async Task A_token_may_live_for_years()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        var token = SignedToken.OfNamespace(stage.ConnectionString) with { ExpiresAt = DateTimeOffset.UtcNow.AddYears(10) };
        await using var client = new ServiceBusClient(token.ConnectionString());

        await client.CreateSender(stage.Queue).SendMessageAsync(new ServiceBusMessage("sent"), Cancellation);

        Assert.Equal("sent", (await client.CreateReceiver(stage.Queue).ReceiveMessageAsync(Patience, Cancellation)).Body.ToString());
    }

    [Fact]
    public async Task A_token_for_the_management_node_alone_opens_it()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        var token = SignedToken.Of(stage.ConnectionString, $"{stage.Queue}/$management");
        await using var client = new ServiceBusClient(token.ConnectionString(), new ServiceBusClientOptions { RetryOptions = { MaxRetries = 0 } });

        Assert.Empty(await client.CreateReceiver(stage.Queue).PeekMessagesAsync(1, 0, Cancellation));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateSender(stage.Queue).SendMessageAsync(new ServiceBusMessage("sent"), Cancellation));
    }
}
