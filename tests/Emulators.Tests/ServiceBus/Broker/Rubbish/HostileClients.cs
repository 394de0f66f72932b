using System.Diagnostics;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>
/// Clients that ask for too much or never finish what they begin. Each method returns a description of the broker's reaction and leaves nothing open.
/// </summary>
/// <param name="connectionString">The broker's, with a queue <c>orders</c>.</param>
internal sealed class HostileClients(string connectionString)
{
    private const string Queue = "orders";
    private const int FrameBytes = 60_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly int _port = BrokerPort.Of(connectionString);

    /// <summary>One connection, with a token that opens everything, that keeps asking for links.</summary>
    public async Task<string> AttachAsync(int links, CancellationToken cancellationToken)
    {
        using var connection = await SignedIn.ConnectAsync(connectionString, cancellationToken);
        const uint LinksOfSession = 64;
        for (uint i = 0; i < links && !connection.IsOver; i++)
        {
            var channel = (ushort)(100 + (i / LinksOfSession));
            byte[] begin = i % LinksOfSession == 0 ? RawFrames.Begin(channel) : [];
            await connection.SendAsync((byte[])[.. begin, .. RawFrames.Receiver(channel, i % LinksOfSession, Queue)], Patience);
            if (i % LinksOfSession == 0)
            {
                await connection.ReadUntilAsync(static () => false, TimeSpan.FromMilliseconds(1));
            }
        }

        var isAnswered = await Sentinel.AskAsync(connection, Patience);
        return $"{links} links on one connection: {connection.Received.Ends} ends, {(connection.IsOver ? "cut off" : isAnswered ? "still there" : "silent")}";
    }

    /// <summary>Silent connections, as many as can be opened; <paramref name="meanwhile"/> runs while they are open.</summary>
    public async Task<string> KeepSilentAsync(int connections, Func<Task> meanwhile, CancellationToken cancellationToken)
    {
        var silent = new List<RawConnection>();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                silent.Add(await RawConnection.ConnectAsync(_port, cancellationToken));
            }

            await meanwhile();
            await Task.WhenAll(silent.Select(static one => one.ReadUntilAsync(static () => false, TimeSpan.FromMilliseconds(50))));
            return $"{connections} connections that say nothing: {silent.Count(static one => one.IsCut)} cut off so far";
        }
        finally
        {
            silent.ForEach(static one => one.Dispose());
        }
    }

    /// <summary>Connections that sign in, open and never present a token.</summary>
    /// <param name="connections">How many.</param>
    /// <param name="patience">How long they wait to be cut off.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> ShowNoTokenAsync(int connections, TimeSpan patience, CancellationToken cancellationToken)
    {
        var strangers = new List<RawConnection>();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                var connection = await RawConnection.ConnectAsync(_port, cancellationToken);
                strangers.Add(connection);
                await connection.SendAsync((byte[])[.. RawFrames.SignIn, .. RawFrames.Open(), .. RawFrames.Begin(0), .. RawFrames.Receiver(0, 0, Queue)], Patience);
            }

            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(strangers.Select(one => one.ReadUntilAsync(() => one.IsCut, patience)));
            return $"{connections} connections without a token: {strangers.Count(static one => one.IsCut)} cut off after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s at most";
        }
        finally
        {
            strangers.ForEach(static one => one.Dispose());
        }
    }

    /// <summary>A receiver that wants a million messages but reads none, or whose session window is closed.</summary>
    /// <param name="window">How many frames the session accepts.</param>
    /// <param name="meanwhile">Runs while the receiver is open.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> NeverReadAsync(uint window, Func<Task> meanwhile, CancellationToken cancellationToken)
    {
        using var connection = await SignedIn.ConnectAsync(connectionString, cancellationToken);
        await connection.SendAsync(
            (byte[])[.. RawFrames.Begin(100, window), .. RawFrames.Receiver(100, 0, Queue), .. RawFrames.Credit(100, 0, 1_000_000, window)], Patience);
        await meanwhile();
        await connection.ReadUntilAsync(static () => false, TimeSpan.FromMilliseconds(500));
        return $"a receiver of a million that does not read, with a window of {window}: {connection.Received.DeliveryTags.Count} messages were on their way";
    }

    /// <summary>Deliveries that begin on many links and never end.</summary>
    public async Task<string> NeverEndAsync(int connections, int links, CancellationToken cancellationToken)
    {
        var (ends, sent) = (0, 0L);
        var opened = new List<RawConnection>();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                var connection = await SignedIn.ConnectAsync(connectionString, cancellationToken);
                opened.Add(connection);
                sent += await BeginManyAsync(connection, links);
                ends += connection.Received.Ends;
            }

            return $"{connections * links} deliveries that never end: {sent / 1e6:F0} MB sent, {ends} links or sessions ended";
        }
        finally
        {
            opened.ForEach(static one => one.Dispose());
        }
    }

    /// <summary>One delivery, far larger than allowed.</summary>
    public async Task<string> SendHugeAsync(int megabytes, CancellationToken cancellationToken)
    {
        using var connection = await SignedIn.ConnectAsync(connectionString, cancellationToken);
        await connection.SendAsync((byte[])[.. RawFrames.Begin(100), .. RawFrames.Sender(100, 0, Queue)], Patience);
        var bytes = new byte[FrameBytes];
        var count = megabytes * 1_000_000L / FrameBytes;
        for (long i = 0; i < count && !connection.IsOver; i++)
        {
            await connection.SendAsync(RawFrames.Part(100, 0, i == 0 ? 0u : null, more: i < count - 1, bytes), Patience);
        }

        await Sentinel.AskAsync(connection, Patience);
        return $"a delivery of {megabytes} MB: {connection.Received.Rejections} rejected, {(connection.IsOver ? "cut off" : "the connection lives")}";
    }

    /// <summary>Connections that break off at any byte of what recorded clients send.</summary>
    public async Task<string> BreakOffAsync(int connections, int seed, CancellationToken cancellationToken)
    {
        var token = SignedToken.OfNamespace(connectionString).ToString();
        await Parallel.ForAsync(0, connections, new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = cancellationToken }, async (number, _) =>
        {
            var random = new Random(seed + number);
            using var connection = await RawConnection.ConnectAsync(_port, cancellationToken);
            var recording = Recording.All[random.Next(Recording.All.Count)];
            var last = random.Next(recording.Frames.Count);
            var playback = new Playback(recording, token);
            if (await playback.PlayAsync(connection, last))
            {
                var frame = playback.Frame(last, connection);
                await connection.SendAsync(frame.AsMemory(0, random.Next(frame.Length)), Patience);
            }
        });

        return $"{connections} connections cut at any byte";
    }

    private static async Task<long> BeginManyAsync(RawConnection connection, int links)
    {
        var (bytes, sent) = (new byte[FrameBytes], 0L);
        for (uint link = 0; link < links && !connection.IsOver; link++)
        {
            var (channel, handle) = ((ushort)(100 + (link / 32)), link % 32);
            byte[] begin = handle == 0 ? RawFrames.Begin(channel) : [];
            await connection.SendAsync((byte[])[.. begin, .. RawFrames.Sender(channel, handle, Queue)], Patience);
            for (var part = 0; part < 4; part++)
            {
                await connection.SendAsync(RawFrames.Part(channel, handle, part == 0 ? handle : null, more: true, bytes), Patience);
                sent += bytes.Length;
            }

            await connection.ReadUntilAsync(static () => false, TimeSpan.FromMilliseconds(1));
        }

        await Sentinel.AskAsync(connection, Patience);
        return sent;
    }
}
