using System.Diagnostics;
using System.Net.Sockets;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Replays a conversation up to a state, then sends damaged frames of that state, one at a time, and observes the broker's reaction to each.</summary>
/// <param name="connectionString">The broker's, with a queue <c>orders</c>.</param>
/// <param name="seed">Seed of the damage.</param>
internal sealed class RubbishTalk(string connectionString, int seed)
{
    private const int FramesOfConnection = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(60);

    private readonly int _port = BrokerPort.Of(connectionString);
    private readonly Place[] _places = [.. Recording.All.SelectMany(static recording => recording.Frames.Select((frame, index) => new Place(recording, index, frame)))];

    public RubbishCounts Counts { get; } = new();

    /// <summary>Runs until that many frames were sent, over that many connections at a time.</summary>
    public async Task RunAsync(int frames, int sideBySide, CancellationToken cancellationToken)
    {
        var token = SignedToken.OfNamespace(connectionString).ToString();
        var renewed = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, sideBySide).Select(number => Task.Run(
            async () =>
            {
                var random = new Random(seed + number);
                while (Counts.Sent < frames)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (Stopwatch.GetElapsedTime(renewed) > TimeSpan.FromMinutes(10))
                    {
                        (token, renewed) = (SignedToken.OfNamespace(connectionString).ToString(), Stopwatch.GetTimestamp());
                    }

                    await TalkAsync(random, token, frames, cancellationToken);
                }
            },
            cancellationToken)));
    }

    private async Task TalkAsync(Random random, string token, int frames, CancellationToken cancellationToken)
    {
        var place = Draw(random);
        RawConnection connection;
        try
        {
            connection = await RawConnection.ConnectAsync(_port, cancellationToken);
        }
        catch (SocketException)
        {
            await Task.Delay(20, cancellationToken);
            return;
        }

        using (connection)
        {
            Counts.AddConnection();
            var playback = new Playback(place.Recording, token);
            var isWatched = place.Frame.State > ConversationState.Open;
            if (!await playback.PlayAsync(connection, place.Index) || (isWatched && !await connection.SendAsync(Sentinel.Begin, Patience)))
            {
                return;
            }

            for (var i = 0; i < FramesOfConnection && Counts.Sent < frames; i++)
            {
                var other = _places[random.Next(_places.Length)].Frame.Bytes;
                var isThere = await connection.SendAsync(FrameMutations.Mutate(playback.Frame(place.Index, connection), random, other), Patience)
                    && (isWatched ? await Sentinel.AskAsync(connection, Patience) : await SeeAsync(connection));
                Counts.Add(place.Frame.State, isThere, connection);
                // When a session or a link ends, the state ends with it.
                if (!isThere || connection.IsOver || connection.Received.Ends > 0 || !isWatched)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Before a session can begin, waits briefly for any response.</summary>
    private static async Task<bool> SeeAsync(RawConnection connection)
    {
        var frames = connection.Received.Frames;
        return await connection.ReadUntilAsync(() => connection.Received.Frames > frames || connection.IsOver, TimeSpan.FromMilliseconds(20)) && !connection.IsOver;
    }

    /// <summary>All states equally often, whatever the clients send most.</summary>
    private Place Draw(Random random)
    {
        var state = (ConversationState)random.Next(Enum.GetValues<ConversationState>().Length);
        Place[] places = [.. _places.Where(place => place.Frame.State == state)];
        return places[random.Next(places.Length)];
    }

    private sealed record Place(Recording Recording, int Index, RecordedFrame Frame);
}
