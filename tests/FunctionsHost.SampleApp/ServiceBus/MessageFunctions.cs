using System.Globalization;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Extensions.ServiceBus;

namespace FunctionsHost.SampleApp.ServiceBus;

/// <summary>A function for each form of message. A body <c>fail</c> fails, <c>wait</c> waits for a second, <c>stubborn</c> for a minute even when canceled.</summary>
public sealed class MessageFunctions(Notes notes)
{
    private static int _running;

    [Function("Single")]
    public async Task SingleAsync(
        [ServiceBusTrigger("single", Connection = "Bus")] ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        var body = message.Body.ToString();
        notes.Write("single", string.Join('|', message.MessageId, body, message.DeliveryCount, message.ApplicationProperties.GetValueOrDefault("color")));
        notes.Write("side-by-side", Interlocked.Increment(ref _running).ToString(CultureInfo.InvariantCulture));
        try
        {
            await ActAsync(body, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    [Function("Batch")]
    public Task BatchAsync(
        [ServiceBusTrigger("%BatchQueue%", Connection = "Bus", IsBatched = true)] ServiceBusReceivedMessage[] messages, CancellationToken cancellationToken)
    {
        notes.Write("batch", string.Join(',', messages.Select(message => message.Body.ToString())));
        return ActAsync(messages[0].Body.ToString(), cancellationToken);
    }

    [Function("Brief")]
    public Task BriefAsync([ServiceBusTrigger("brief", Connection = "Bus")] ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        notes.Write("brief", message.DeliveryCount.ToString(CultureInfo.InvariantCulture));
        return ActAsync(message.Body.ToString(), cancellationToken);
    }

    [Function("Text")]
    public void Text([ServiceBusTrigger("text", Connection = "Bus")] string message) => notes.Write("text", message);

    [Function("Texts")]
    public void Texts([ServiceBusTrigger("texts", Connection = "Bus", IsBatched = true)] string[] messages) =>
        notes.Write("texts", string.Join(',', messages));

    [Function("Manual")]
    public void Manual([ServiceBusTrigger("manual", Connection = "Bus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message) =>
        notes.Write("manual", string.Create(CultureInfo.InvariantCulture, $"{message.Body}|{message.DeliveryCount}"));

    private static Task ActAsync(string body, CancellationToken cancellationToken) => body switch
    {
        "fail" => throw new InvalidOperationException("As asked."),
        "wait" => Task.Delay(TimeSpan.FromSeconds(1), cancellationToken),
        "stubborn" => Task.Delay(TimeSpan.FromMinutes(1), CancellationToken.None),
        _ => Task.CompletedTask,
    };
}
