using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SegFunctions.Archives;

/// <summary>Builds one archive.</summary>
public static class ArchiveOrchestrator
{
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(2), 2));

    [Function(ArchiveFunctionNames.RunArchive)]
    public static async Task<ArchiveOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<ArchiveInput>() ?? throw new InvalidOperationException("An archive's orchestration was started without its input.");
        await context.CallActivityAsync(ArchiveFunctionNames.BuildArchive, input, Retry);
        return new ArchiveOutcome(context.CurrentUtcDateTime + input.Lifetime);
    }
}
