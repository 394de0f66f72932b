using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Emulators.Tests.FunctionsWorker;

public sealed class VersionedFunctionTests
{
    private const string DefaultVersion = "AzureFunctionsJobHost:extensions:durableTask:defaultVersion";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orchestrations_of_two_versions_run_side_by_side_across_a_restart()
    {
        await using var host = new TestHost(typeof(Deliveries)) { Settings = { [DefaultVersion] = "1.0" } };
        await host.StartAsync();
        await host.Http.PostAsync("deliveries/first", null, Cancellation);

        host.Settings[DefaultVersion] = "2.0";
        await host.RestartAsync();
        await host.Http.PostAsync("deliveries/second", null, Cancellation);
        await host.RestartAsync();

        Assert.Equal("\"by post, 1.0\"", await host.Http.GetStringAsync("deliveries/first", Cancellation));
        Assert.Equal("\"by drone, 2.0\"", await host.Http.GetStringAsync("deliveries/second", Cancellation));
    }

    public sealed class Deliveries
    {
        [Function("StartDelivery")]
        public async Task<IActionResult> StartAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "deliveries/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Deliver", null, new StartOrchestrationOptions(id), request.HttpContext.RequestAborted);
            await client.WaitForInstanceStartAsync(id, false, request.HttpContext.RequestAborted);
            return new AcceptedResult();
        }

        [Function("EndDelivery")]
        public async Task<IActionResult> EndAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "deliveries/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
        {
            await client.RaiseEventAsync(id, "Arrived", request.HttpContext.RequestAborted);
            var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted);
            return new ContentResult { Content = instance.SerializedOutput };
        }

        [Function("Deliver")]
        public static async Task<string> DeliverAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var means = await context.CallActivityAsync<string>(context.Version == "1.0" ? "SendByPost" : "SendByDrone");
            await context.WaitForExternalEvent<string?>("Arrived");
            return $"{means}, {context.Version}";
        }

        [Function("SendByPost")]
        public string SendByPost([ActivityTrigger] string? nothing) => "by post";

        [Function("SendByDrone")]
        public string SendByDrone([ActivityTrigger] string? nothing) => "by drone";
    }
}
