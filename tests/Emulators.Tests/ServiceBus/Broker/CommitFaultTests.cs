using Azure.Messaging.ServiceBus;
using Emulators.Sqlite;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>
/// The disk fails each commit of a day's work in turn, before or after writing it: whoever got a success can rely on it, now and after a
/// restart, and the broker continues.
/// </summary>
public sealed class CommitFaultTests
{
    // A day's work takes fewer commits than this, so the last of these cases has no fault.
    private const int Commits = 10;

    private static readonly ServiceBusClientOptions NoRetries = new() { RetryOptions = { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(20) } };

    private int _untilFault;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, bool> Faults { get; } =
        [.. Enumerable.Range(1, Commits).SelectMany(number => new (int, bool)[] { (number, false), (number, true) })];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_was_answered_holds_and_the_broker_goes_on(int commit, bool isWritten)
    {
        void Fail()
        {
            if (Interlocked.Decrement(ref _untilFault) == 0)
            {
                throw new IOException("The disk refuses.");
            }
        }

        var probe = new CommitProbe(() => { if (!isWritten) { Fail(); } }, () => { if (isWritten) { Fail(); } });
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain, probe: probe);
        await using var client = new ServiceBusClient(stage.ConnectionString, NoRetries);
        var day = new Day(client);
        _untilFault = commit;

        await day.WorkAsync();

        Assert.Equal(commit <= Day.Writes ? 1 : 0, day.Refused);
        Assert.All(day.Errors, error => Assert.Equal(ServiceBusFailureReason.GeneralError, error.Reason));
        await AssertHoldsAsync(day, stage, client, doubtfulToo: false);
        await stage.RestartAsync();
        await using var again = new ServiceBusClient(stage.ConnectionString);
        await AssertHoldsAsync(day, stage, again, doubtfulToo: isWritten);
    }

    /// <summary>The message is still locked but no longer in the file, and after a restart its content is not in memory.</summary>
    [Fact]
    public async Task A_message_that_is_gone_although_its_completion_failed_stops_nothing()
    {
        var probe = new CommitProbe(static () => { }, () =>
        {
            if (Interlocked.Decrement(ref _untilFault) == 0)
            {
                throw new IOException("The disk refuses.");
            }
        });
        var stage = await BrokerStage.StartAsync(QueueKind.RenewedLock, probe: probe);
        await using var queue = await QueueUnderTest.CreateAsync(stage);
        await queue.SendAsync("gone");
        await stage.RestartAsync();
        await using var client = new ServiceBusClient(stage.ConnectionString, NoRetries);
        await using var receiver = client.CreateReceiver(stage.Queue);
        var message = await ReceiveAsync(receiver);
        _untilFault = 1;
        await AssertFailsAsync(ServiceBusFailureReason.GeneralError, () => receiver.CompleteMessageAsync(message, Cancellation));

        var changes = new Dictionary<string, object> { ["a"] = 1 };
        await AssertFailsAsync(ServiceBusFailureReason.GeneralError, () => receiver.AbandonMessageAsync(message, changes, Cancellation));
        await receiver.RenewMessageLockAsync(message, Cancellation);
        Task<ServiceBusReceivedMessage> next = queue.ReceiveAsync();
        while (DateTimeOffset.UtcNow <= message.LockedUntil.AddMilliseconds(200))
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.False(next.IsCompleted);
        await queue.SendAsync("next");
        Assert.Equal("next", (await next).Body.ToString());
        Assert.Single(await queue.Receiver.PeekMessagesAsync(10, 0, Cancellation));
    }

    private static async Task AssertHoldsAsync(Day day, BrokerStage stage, ServiceBusClient client, bool doubtfulToo)
    {
        await using var receiver = client.CreateReceiver(stage.Queue);
        await using var dead = client.CreateReceiver(stage.Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        string[] found =
        [
            .. (await receiver.PeekMessagesAsync(50, 0, Cancellation)).Select(message => $"{message.Body} {message.State}"),
            .. (await dead.PeekMessagesAsync(50, 0, Cancellation)).Select(message => $"{message.Body} dead"),
        ];
        // A client that got an error cannot know: here, the failed commit had been written.
        Assert.Equal((doubtfulToo ? day.Expected.Concat(day.Doubtful) : day.Expected).Order(), found.Order());
    }

    /// <summary>Each kind of write once.</summary>
    private sealed class Day(ServiceBusClient client)
    {
        /// <summary>Changes that are a commit each.</summary>
        public const int Writes = 9;

        private readonly Dictionary<string, string> _expected = [];

        public List<ServiceBusException> Errors { get; } = [];

        public HashSet<string> Doubtful { get; } = [];

        public int Refused => Errors.Count;

        public IEnumerable<string> Expected => _expected.Select(pair => $"{pair.Key} {pair.Value}");

        public async Task WorkAsync()
        {
            await using var sender = client.CreateSender("orders");
            await using var receiver = client.CreateReceiver("orders");
            foreach (var (body, operation, state) in (IEnumerable<(string, Func<ServiceBusReceivedMessage, Task>?, string?)>)
                [
                    ("completed", message => receiver.CompleteMessageAsync(message, Cancellation), null),
                    ("abandoned", message => receiver.AbandonMessageAsync(message, new Dictionary<string, object> { ["a"] = 1 }, Cancellation), "Active"),
                    ("deferred", message => receiver.DeferMessageAsync(message, null, Cancellation), "Deferred"),
                    ("dead-lettered", message => receiver.DeadLetterMessageAsync(message, "x", null, Cancellation), "dead"),
                ])
            {
                await TryAsync(body, "Active", () => sender.SendMessageAsync(new ServiceBusMessage(body), Cancellation));
                if (_expected.ContainsKey(body))
                {
                    await SettleAsync(receiver, body, operation!, state);
                }
            }

            await TryAsync("scheduled", "Scheduled", () => sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), DateTimeOffset.UtcNow.AddHours(1), Cancellation));
        }

        private async Task SettleAsync(ServiceBusReceiver receiver, string body, Func<ServiceBusReceivedMessage, Task> settle, string? state)
        {
            ServiceBusReceivedMessage? message;
            do
            {
                message = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(20), Cancellation);
                Assert.NotNull(message);
            }
            while (message.Body.ToString() != body);
            if (!await TryAsync(body, state, () => settle(message)))
            {
                // Still locked: the lock can be renewed, and the message settled at the second try.
                await receiver.RenewMessageLockAsync(message, Cancellation);
                await receiver.CompleteMessageAsync(message, Cancellation);
                _expected.Remove(body);
                Doubtful.Clear();
            }
        }

        private async Task<bool> TryAsync(string body, string? state, Func<Task> operation)
        {
            try
            {
                await operation();
            }
            catch (ServiceBusException exception)
            {
                Errors.Add(exception);
                Doubtful.Add($"{body} {state}");
                return false;
            }

            if (state is null)
            {
                _expected.Remove(body);
            }
            else
            {
                _expected[body] = state;
            }

            return true;
        }
    }
}
