using System.Text.Json.Serialization;
using Emulators.ServiceBus.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Emulators.ServiceBus.Http;

/// <summary>Health, and what the queues hold, for programs and people of this machine. Nothing can be changed here, and no message is shown.</summary>
internal static class QueueEndpoints
{
    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="queues">What is shown.</param>
    public static WebApplication Build(int port, QueueNamespace queues)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, QueueJson.Default));
        var app = builder.Build();
        // The path that Microsoft's emulator answers on.
        app.MapGet("/health", static () => Results.Ok(new HealthAnswer("healthy")));
        app.MapGet("/queues", () => Results.Ok(List(queues)));
        return app;
    }

    private static QueueAnswer[] List(QueueNamespace queues) =>
    [
        .. queues.All.Where(static queue => queue.Entity.IsMain).Select(queue =>
        {
            var (counts, dead) = (queue.Count(), queue.DeadLetters.Count());
            return new QueueAnswer(
                queue.Entity.Path,
                counts.Active,
                counts.Locked,
                counts.Scheduled,
                counts.Deferred,
                counts.Receivers,
                dead.Active + dead.Deferred,
                queue.Bytes + queue.DeadLetters.Bytes);
        }),
    ];
}

/// <param name="Status">Always <c>healthy</c>: a broker that is not does not answer.</param>
internal sealed record HealthAnswer([property: JsonPropertyName("status")] string Status);

/// <param name="Name">As defined.</param>
/// <param name="Active">Messages that wait or are locked.</param>
/// <param name="Locked">Those of them that a receiver holds.</param>
/// <param name="Scheduled">Messages whose time has yet to come.</param>
/// <param name="Deferred">Messages to be had by their number only.</param>
/// <param name="Receivers">Links that take from the queue.</param>
/// <param name="DeadLettered">Messages in its dead-letter queue.</param>
/// <param name="Bytes">What the bare messages of both weigh.</param>
internal sealed record QueueAnswer(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("active")] int Active,
    [property: JsonPropertyName("locked")] int Locked,
    [property: JsonPropertyName("scheduled")] int Scheduled,
    [property: JsonPropertyName("deferred")] int Deferred,
    [property: JsonPropertyName("receivers")] int Receivers,
    [property: JsonPropertyName("deadLettered")] int DeadLettered,
    [property: JsonPropertyName("bytes")] long Bytes);

[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(QueueAnswer[]))]
internal sealed partial class QueueJson : JsonSerializerContext;
