using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>A full disk: senders get an error, accepted messages stay and are delivered, and everything works again when there is room.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int BodyBytes = 50_000;
    private const int MostSends = 400;

    private static readonly ServiceBusClientOptions NoRetries = new() { RetryOptions = { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(10) } };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("full-");
    private bool _isMounted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sender_is_told_that_the_disk_is_full_and_can_go_on_when_there_is_room()
    {
        _isMounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder.FullName) == 0;
        Assert.SkipUnless(_isMounted, "Only root can mount a small disk.");
        string filler = Path.Combine(_folder.FullName, "filler");
        await File.WriteAllBytesAsync(filler, new byte[2 << 20], Cancellation);
        using var broker = await StartAsync();

        await FillAndGoOnAsync(broker, ServiceBusFailureReason.QuotaExceeded, () =>
        {
            File.Delete(filler);
            return Task.CompletedTask;
        });
    }

    /// <summary>Another way to run out of space, without root: a limit on file size.</summary>
    [Fact]
    public async Task A_sender_is_told_that_the_file_cannot_grow_and_can_go_on_when_it_can()
    {
        // The signal that comes with the limit would end the process.
        using var broker = await StartAsync("sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh");
        string id = broker.Process.Id.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(0, await RunAsync("prlimit", "--pid", id, $"--fsize={2 << 20}:unlimited"));

        await FillAndGoOnAsync(broker, ServiceBusFailureReason.GeneralError, () => RunAsync("prlimit", "--pid", id, "--fsize=unlimited"));
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            using var unmounting = Process.Start("umount", [_folder.FullName]);
            unmounting.WaitForExit();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<BrokerProcess> StartAsync(params string[] under)
    {
        BrokerProcess.Define(_folder.FullName, """{"LockDuration":"PT5S"}""");
        var broker = new BrokerProcess(BrokerProcess.Program, _folder.FullName) { Under = under };
        await broker.StartAsync(Cancellation);
        return broker;
    }

    private static async Task FillAndGoOnAsync(BrokerProcess broker, ServiceBusFailureReason reason, Func<Task> makeRoom)
    {
        await using var client = new ServiceBusClient(broker.ConnectionString, NoRetries);
        await using var sender = client.CreateSender("orders");
        await using var receiver = client.CreateReceiver("orders");
        var accepted = new List<string>();
        var error = await Assert.ThrowsAsync<ServiceBusException>(async () =>
        {
            while (accepted.Count < MostSends)
            {
                await SendAsync();
            }
        });
        Assert.Equal(reason, error.Reason);

        // Existing messages can still be peeked and received.
        Assert.Equal(accepted, await PeekAsync(receiver, accepted.Count + 10));
        Assert.NotNull(await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(10), Cancellation));
        await makeRoom();
        await SendAsync();

        var received = new HashSet<string>();
        while (received.Count < accepted.Count)
        {
            var message = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(20), Cancellation);
            Assert.NotNull(message);
            await receiver.CompleteMessageAsync(message, Cancellation);
            Assert.True(received.Add(message.MessageId), "A message that was completed came back.");
        }

        Assert.Equal(accepted.Order(), received.Order());
        Assert.Empty(await PeekAsync(receiver, 10));

        async Task SendAsync()
        {
            var message = new ServiceBusMessage(new byte[BodyBytes]) { MessageId = $"{accepted.Count}" };
            await sender.SendMessageAsync(message, Cancellation);
            accepted.Add(message.MessageId);
        }
    }

    private static async Task<List<string>> PeekAsync(ServiceBusReceiver receiver, int most)
    {
        var found = new List<string>();
        long next = 0;
        while (found.Count < most && await receiver.PeekMessagesAsync(most, next, Cancellation) is { Count: > 0 } page)
        {
            found.AddRange(page.Select(message => message.MessageId));
            next = page[^1].SequenceNumber + 1;
        }

        return found;
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }
}
