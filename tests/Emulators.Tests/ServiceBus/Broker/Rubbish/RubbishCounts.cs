using System.Globalization;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>The outcome of garbage. Thread-safe.</summary>
internal sealed class RubbishCounts
{
    private readonly long[] _sent = new long[Enum.GetValues<ConversationState>().Length];
    private long _connections;
    private long _cut;
    private long _errors;
    private long _answered;
    private long _silent;

    /// <summary>Mutated frames.</summary>
    public long Sent => _sent.Sum();

    /// <summary>Complete frames after which the broker was silent: it may wait for the rest of a frame that claims to be longer.</summary>
    public long Silent => Volatile.Read(ref _silent);

    public long SentIn(ConversationState state) => Volatile.Read(ref _sent[(int)state]);

    public void AddConnection() => Interlocked.Increment(ref _connections);

    /// <param name="state">The state of the frame.</param>
    /// <param name="isAnswered">Whether the connection survived.</param>
    /// <param name="connection">The connection that it was sent on.</param>
    public void Add(ConversationState state, bool isAnswered, RawConnection connection)
    {
        Interlocked.Increment(ref _sent[(int)state]);
        Interlocked.Increment(ref connection.Received.Errors > 0 ? ref _errors : ref connection.IsOver ? ref _cut : ref isAnswered ? ref _answered : ref _silent);
    }

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sent} mutated frames on {_connections} connections: {_answered} taken, {_errors} answered by an AMQP error, {_cut} cut off, {_silent} left the broker waiting");

    public string DescribeStates() => string.Join(", ", Enum.GetValues<ConversationState>().Select(state => $"{state} {SentIn(state)}"));
}
