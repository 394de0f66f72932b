namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Connections that a broker trusts.</summary>
internal static class SignedIn
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>As a client does, with a token for everything, and with a sentinel session.</summary>
    public static async Task<RawConnection> ConnectAsync(string connectionString, CancellationToken cancellationToken)
    {
        var recording = Recording.All[0];
        var token = recording.Frames.ToList().FindIndex(static frame => frame.State == ConversationState.Token);
        var connection = await RawConnection.ConnectAsync(BrokerPort.Of(connectionString), cancellationToken);
        await new Playback(recording, SignedToken.OfNamespace(connectionString).ToString()).PlayAsync(connection, token + 1);
        await connection.SendAsync(Sentinel.Begin, Patience);
        await Sentinel.AskAsync(connection, Patience);
        return connection;
    }
}
