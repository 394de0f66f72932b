using System.Net;
using SegFunctions.Compatibility.AppHook;
using SegFunctions.Compatibility.Tests.Faults;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Webhooks;

/// <summary>Fails every storage operation of a delivery once, each in a new delivery: the message arrives all the same, with the same bytes each time.</summary>
[Collection<OwnStacks>]
public sealed class DeliverySweepTests(SharedFaultyStack shared, ITestOutputHelper output) : IClassFixture<SharedFaultyStack>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultKind.Refused)]
    [InlineData(FaultKind.AnswerLost)]
    public async Task No_message_is_lost_whichever_operation_fails(FaultKind kind)
    {
        var stack = await shared.BeginAsync(Token);
        var restarts = stack.Restarts;
        await using var receiver = await TestReceiver.StartAsync();
        var created = (await stack.Api.PostAsync("v1/webhooks/endpoints", new { url = receiver.Url }, Token)).Expect(HttpStatusCode.Created);
        var path = $"v1/webhooks/endpoints/{created.Body.GetProperty("endpoint").GetProperty("endpointId").GetString()}/test";
        var failed = new List<string>();
        for (var healthy = 0; ; healthy++)
        {
            var plan = stack.Faults.Plan = new FaultPlan(kind, healthy);
            var delivery = (await InsistAsync(stack, () => stack.Api.PostAsync(path, "{}", Token))).Expect(HttpStatusCode.Accepted).Text("deliveryId");
            var shown = await InsistAsync(stack, () => stack.Api.GetAsync($"v1/webhooks/deliveries/{delivery}", Token), IsDelivered);
            var message = shown.Body.GetProperty("delivery").GetProperty("messageId").GetString();

            Assert.Single(receiver.Heard.Where(heard => heard.Id == message).Select(heard => heard.Body).Distinct());
            if (plan.Failed is null)
            {
                break;
            }

            failed.Add(plan.Failed);
        }

        // The last plan has not reached its operation yet, and the stack lives on.
        stack.Faults.Plan = FaultPlan.None;
        Assert.Contains(failed, operation => operation.Contains("deliveries", StringComparison.Ordinal));
        Assert.Contains(failed, operation => operation.Contains("endpoints", StringComparison.Ordinal));
        output.WriteLine($"{kind}: {failed.Count} faults, {receiver.Heard.Count} messages heard, {stack.Restarts - restarts} restarts of the host");
    }

    private static bool IsDelivered(Answer answer) =>
        answer.Status == HttpStatusCode.OK && answer.Body.GetProperty("delivery").GetProperty("status").GetString() == "delivered";

    /// <summary>Like a client: retries as long as the server says that the fault is its own, or that the data is not there yet.</summary>
    private static async Task<Answer> InsistAsync(FaultyStack stack, Func<Task<Answer>> ask, Func<Answer, bool>? isWanted = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            await stack.EnsureRunningAsync(Token);
            try
            {
                var answer = await ask();
                if (isWanted?.Invoke(answer) ?? answer.Status < HttpStatusCode.InternalServerError)
                {
                    return answer;
                }
            }
            catch (HttpRequestException)
            {
                // The app died together with the request.
            }

            await Task.Delay(40, Token);
        }

        throw new TimeoutException("Nothing was answered as wanted.");
    }
}
