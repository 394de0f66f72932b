using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>What the other process of a two-process test does until it is killed. It prints a line for each thing done.</summary>
internal static class ChildRoles
{
    private const string Queue = "orders";

    /// <summary>By name; the argument is a connection string.</summary>
    public static IReadOnlyDictionary<string, Func<string, Task>> All { get; } = new Dictionary<string, Func<string, Task>>
    {
        [nameof(SendNumbers)] = SendNumbers,
        [nameof(CompleteMessages)] = CompleteMessages,
        [nameof(HoldMessage)] = HoldMessage,
        [nameof(ProcessMessages)] = ProcessMessages,
    };

    public static async Task SendNumbers(string connectionString)
    {
        await using var client = new ServiceBusClient(connectionString);
        await using ServiceBusSender sender = client.CreateSender(Queue);
        for (int number = 0; ; number++)
        {
            await sender.SendMessageAsync(new ServiceBusMessage($"{number}"));
            Console.WriteLine(number);
        }
    }

    public static async Task CompleteMessages(string connectionString)
    {
        await using var client = new ServiceBusClient(connectionString);
        await using ServiceBusReceiver receiver = client.CreateReceiver(Queue);
        Console.WriteLine("ready");
        await foreach (ServiceBusReceivedMessage message in receiver.ReceiveMessagesAsync())
        {
            await receiver.CompleteMessageAsync(message);
            Console.WriteLine(message.Body);
        }
    }

    /// <summary>Like a worker: several at a time, each of which takes a moment.</summary>
    public static async Task ProcessMessages(string connectionString)
    {
        await using var client = new ServiceBusClient(connectionString);
        await using ServiceBusProcessor processor = client.CreateProcessor(Queue, new ServiceBusProcessorOptions { MaxConcurrentCalls = 2 });
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        processor.ProcessMessageAsync += async arguments =>
        {
            await Task.Delay(5);
            await arguments.CompleteMessageAsync(arguments.Message);
            Console.WriteLine(arguments.Message.Body);
        };
        await processor.StartProcessingAsync();
        Console.WriteLine("ready");
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }

    public static async Task HoldMessage(string connectionString)
    {
        await using var client = new ServiceBusClient(connectionString);
        await using ServiceBusReceiver receiver = client.CreateReceiver(Queue);
        ServiceBusReceivedMessage? message = await receiver.ReceiveMessageAsync();
        Console.WriteLine(message?.Body);
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }
}
