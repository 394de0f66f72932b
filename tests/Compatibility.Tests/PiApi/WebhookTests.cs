using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;
using static SegFunctions.Compatibility.Tests.PiApi.PiApiClient;

namespace SegFunctions.Compatibility.Tests.PiApi;

/// <summary>A task's receiver is notified of its end, with the secret unchanged.</summary>
public sealed class WebhookTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_is_told_what_GET_shows_and_again_with_the_same_timestamp_when_it_did_not_answer()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var client = new PiApiClient(account.Api);
        var heard = new ConcurrentQueue<(string? Secret, string Body)>();
        await using var receiver = await StartAsync(heard);
        var image = await client.UploadPhotoAsync(Token);

        var failing = await client.CreateAsync(image, "clothes,shoes", Token, Config(receiver.Urls.Single(), "s3cret of mine"));
        await HearAsync(heard, 2);
        var completing = await client.CreateAsync(image, "boat", Token, Config(receiver.Urls.Single(), ""));
        await HearAsync(heard, 3);

        var messages = heard.ToArray();
        Assert.Equal(["s3cret of mine", "s3cret of mine", null], messages.Select(message => message.Secret));
        Assert.Equal(messages[0].Body, messages[1].Body);
        await AssertToldAsync(client, messages[1].Body, failing, "failed");
        await AssertToldAsync(client, messages[2].Body, completing, "completed");
    }

    private static object Config(string endpoint, string secret) => new { webhook_config = new { endpoint, secret } };

    private static async Task AssertToldAsync(PiApiClient client, string body, JsonElement task, string status)
    {
        var told = JsonSerializer.Deserialize<JsonElement>(body);
        var shown = await client.GetAsync(IdOf(task), Token);

        Assert.Equal(["timestamp", "data"], told.EnumerateObject().Select(property => property.Name));
        Assert.Equal(status, StatusOf(told.GetProperty("data")));
        foreach (var property in shown.EnumerateObject().Where(property => property.Name != "output"))
        {
            Assert.True(JsonElement.DeepEquals(property.Value, told.GetProperty("data").GetProperty(property.Name)), property.Name);
        }

        Assert.Equal(status == "completed", told.GetProperty("data").GetProperty("output").ValueKind == JsonValueKind.Object);
        Assert.InRange(
            told.GetProperty("timestamp").GetInt64() - shown.GetProperty("meta").GetProperty("ended_at").GetDateTimeOffset().ToUnixTimeSeconds(), 0, 30);
    }

    private static async Task HearAsync(ConcurrentQueue<(string? Secret, string Body)> heard, int count)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (heard.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"{heard.Count} messages came, not {count}.");
            await Task.Delay(Pause, Token);
        }
    }

    /// <summary>Fails on the first message.</summary>
    private static async Task<WebApplication> StartAsync(ConcurrentQueue<(string? Secret, string Body)> heard)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost("/", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(Token);
            context.Response.StatusCode = heard.IsEmpty ? StatusCodes.Status500InternalServerError : StatusCodes.Status204NoContent;
            heard.Enqueue((context.Request.Headers["x-webhook-secret"].ToString() is { Length: > 0 } secret ? secret : null, body));
        });
        await app.StartAsync(Token);
        return app;
    }
}
