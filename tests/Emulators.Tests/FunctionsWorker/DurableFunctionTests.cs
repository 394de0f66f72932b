using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Emulators.Tests.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Emulators.Tests.FunctionsWorker;

public sealed class DurableFunctionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_starts_an_orchestration_that_calls_activities()
    {
        await using var host = await TestHost.StartAsync(typeof(Orders));

        await host.Http.PostAsJsonAsync("orders/a1", new Order("pear", 3), Cancellation);

        Assert.Equal("""Completed "3 pear for a1" """.TrimEnd(), await StatusAsync(host, "a1"));
    }

    [Fact]
    public async Task A_failed_activity_fails_its_orchestration_with_the_message()
    {
        await using var host = await TestHost.StartAsync(typeof(Orders));

        await host.Http.PostAsJsonAsync("orders/a2", new Order("pear", 0), Cancellation);

        Assert.StartsWith("Failed Task 'pack' (#", await StatusAsync(host, "a2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestration_goes_on_after_a_restart()
    {
        await using var host = await TestHost.StartAsync(typeof(Orders));
        await host.Http.PostAsync("waits/b1", null, Cancellation);

        await host.RestartAsync();
        await host.Http.PostAsync("waits/b1/go", null, Cancellation);

        Assert.Equal("Completed \"go\"", await StatusAsync(host, "b1"));
    }

    [Fact]
    public async Task A_host_whose_durable_state_cannot_be_written_ends_with_an_error()
    {
        await using var host = await TestHost.StartAsync(typeof(Orders));
        var ending = new TaskCompletionSource();
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(ending.SetResult);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(host.DataPath, "durable.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE history";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        using var refused = await host.Http.PostAsync("waits/b2", null, Cancellation);
        await ending.Task.WaitAsync(QueueUnderTest.Patience, Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        Assert.Equal(1, Environment.ExitCode);
        Environment.ExitCode = 0;
    }

    private static Task<string> StatusAsync(TestHost host, string id) => host.Http.GetStringAsync($"orders/{id}", Cancellation);

    public sealed record Order(string Fruit, int Count);

    public sealed class Orders
    {
        [Function("Start")]
        public async Task<IActionResult> StartAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders/{id}")] HttpRequest request,
            string id,
            [DurableClient] DurableTaskClient client,
            CancellationToken cancellationToken)
        {
            var order = await JsonSerializer.DeserializeAsync<Order>(request.Body, JsonSerializerOptions.Web, cancellationToken);
            await client.ScheduleNewOrchestrationInstanceAsync("Fulfil", order, new StartOrchestrationOptions(id), cancellationToken);
            return new AcceptedResult();
        }

        [Function("Status")]
        public async Task<IActionResult> StatusAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{id}")] HttpRequest request,
            string id,
            [DurableClient] DurableTaskClient client,
            CancellationToken cancellationToken)
        {
            var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
            return new ContentResult { Content = $"{instance.RuntimeStatus} {instance.FailureDetails?.ErrorMessage ?? instance.SerializedOutput}" };
        }

        [Function("Wait")]
        public async Task<IActionResult> WaitAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waits/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Patience", null, new StartOrchestrationOptions(id), request.HttpContext.RequestAborted);
            await client.WaitForInstanceStartAsync(id, false, request.HttpContext.RequestAborted);
            return new AcceptedResult();
        }

        [Function("Go")]
        public async Task<IActionResult> GoAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waits/{id}/go")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
        {
            await client.RaiseEventAsync(id, "Go", "go", request.HttpContext.RequestAborted);
            return new AcceptedResult();
        }

        [Function("Fulfil")]
        public async Task<string> FulfilAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var order = context.GetInput<Order>()!;
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return await context.CallActivityAsync<string>("pack", order);
        }

        [Function("Patience")]
        public static Task<string> PatienceAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("Go");

        [Function("Pack")]
        public string Pack([ActivityTrigger] Order order, string instanceId) =>
            order.Count > 0 ? $"{order.Count} {order.Fruit} for {instanceId}" : throw new ArgumentException("Nothing to pack.");
    }
}
