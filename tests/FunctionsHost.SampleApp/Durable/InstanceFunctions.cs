using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.SampleApp.Durable;

/// <summary>The client binding, for tests to use from outside.</summary>
public static class InstanceFunctions
{
    [Function("Start")]
    public static async Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "instances/{name}")] HttpRequest request, string name, [DurableClient] DurableTaskClient client)
    {
        var input = await request.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        var options = request.Query["id"].ToString() is { Length: > 0 } id ? new StartOrchestrationOptions(id) : null;
        return new OkObjectResult(await client.ScheduleNewOrchestrationInstanceAsync(name, input, options));
    }

    /// <summary>Start and end in one request.</summary>
    [Function("Run")]
    public static async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "runs/{name}")] HttpRequest request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var input = await request.ReadFromJsonAsync<System.Text.Json.JsonElement>(cancellationToken);
        var id = await client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellationToken);
        return Describe(await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken));
    }

    [Function("Find")]
    public static async Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "instances/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client) =>
        Describe(await client.GetInstanceAsync(id, getInputsAndOutputs: true));

    [Function("WaitForEnd")]
    public static async Task<IActionResult> WaitForEndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "instances/{id}/end")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        Describe(await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken));

    [Function("Control")]
    public static async Task<IActionResult> ControlAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "instances/{id}/{action}")] HttpRequest request,
        string id,
        string action,
        [DurableClient] DurableTaskClient client)
    {
        switch (action)
        {
            case "raise":
                await client.RaiseEventAsync(id, "answer", await request.ReadFromJsonAsync<string>());
                break;
            case "terminate":
                await client.TerminateInstanceAsync(id, "because");
                break;
            case "suspend":
                await client.SuspendInstanceAsync(id);
                break;
            case "resume":
                await client.ResumeInstanceAsync(id);
                break;
            case "rewind":
                await client.RewindInstanceAsync(id, "because");
                break;
            case "purge":
                return new OkObjectResult((await client.PurgeInstanceAsync(id)).PurgedInstanceCount);
        }

        return new OkObjectResult(id);
    }

    [Function("List")]
    public static async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "instances")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var ids = new List<string>();
        await foreach (var instance in client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = request.Query["prefix"] }))
        {
            ids.Add(instance.InstanceId);
        }

        return new OkObjectResult(ids);
    }

    private static ObjectResult Describe(OrchestrationMetadata? instance) => instance is null
        ? new NotFoundObjectResult("unknown")
        : new OkObjectResult(new
        {
            id = instance.InstanceId,
            status = instance.RuntimeStatus.ToString(),
            output = instance.SerializedOutput,
            customStatus = instance.SerializedCustomStatus,
            failure = instance.FailureDetails?.ErrorMessage,
        });
}
