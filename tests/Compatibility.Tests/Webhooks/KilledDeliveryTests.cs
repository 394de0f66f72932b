using System.Net;
using Microsoft.AspNetCore.Http;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Webhooks;

/// <summary>kill -9 for everything between two attempts to deliver a message.</summary>
[Collection<OwnStacks>]
public sealed class KilledDeliveryTests
{
    /// <summary>Azurite saves its data every five seconds, somewhat later on a busy machine.</summary>
    private static readonly TimeSpan Saved = TimeSpan.FromSeconds(8);

    private const int RetryAfterSeconds = 15;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_message_comes_again_with_the_same_bytes()
    {
        await using var stack = await RunningStack.StartAsync(workers: 1, Token);
        await using var receiver = await TestReceiver.StartAsync(number => number == 0 ? new Busy() : Results.Ok());
        var body = new { type = "image", prompts = (string[])["boat"], inputUrls = (string[])[$"{receiver.Url}/missing"], webhook = JobWebhookTests.Ended(receiver.Url) };
        (await stack.Api.PostAsync("v1/jobs", body, Token)).Expect(HttpStatusCode.Accepted);
        await receiver.HearAsync(1, Token);
        await Task.Delay(Saved, Token);
        foreach (var process in (string[])["functions", "service-bus", "worker0", "azurite"])
        {
            stack.Kill(process);
        }

        // On a machine so slow that the second attempt came before the kills, the test would show nothing.
        Assert.Single(receiver.Heard);

        var heard = await receiver.HearAsync(2, Token, TimeSpan.FromSeconds(90));
        Assert.Single(heard.Select(message => (message.Id, message.Body)).Distinct());
    }

    private sealed class Busy : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            httpContext.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            return Task.CompletedTask;
        }
    }
}
