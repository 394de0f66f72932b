using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace SegFunctions.Benchmarks.EngineApp;

public static class HttpFunctions
{
    /// <summary>Starts orchestrations of one name, all with the same input, and responds when all have completed; with 500 if any failed.</summary>
    [Function(nameof(Run))]
    public static async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "runs/{name}/{input:int}/{count:int}")] HttpRequest request,
        string name,
        int input,
        int count,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellationToken);
            return await client.WaitForInstanceCompletionAsync(id, cancellationToken);
        }));
        return ends.All(end => end.RuntimeStatus == OrchestrationRuntimeStatus.Completed)
            ? new OkResult()
            : throw new InvalidOperationException($"An orchestration of {name} did not complete.");
    }

    [Function("CountWorkItems")]
    public static IActionResult CountWorkItems([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "work-items")] HttpRequest request) =>
        new OkObjectResult(WorkItems.Count);
}
