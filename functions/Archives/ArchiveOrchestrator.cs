using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

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
        var outcome = new ArchiveOutcome(context.CurrentUtcDateTime + input.Lifetime);
        if (input.Notice is { } notice)
        {
            var message = notice.Message with { Time = WebhookMessage.ToSecond(context.CurrentUtcDateTime), Expires = outcome.Expires };
            await context.TellAsync(message, notice.Subscriptions, isLast: true);
        }

        return outcome;
    }
}

/// <summary>Input of <see cref="ArchiveOrchestrator"/>.</summary>
/// <param name="Notice">Null if there is no receiver to notify.</param>
public sealed record ArchiveInput(BlobReference Plan, BlobReference Zip, TimeSpan Lifetime, ArchiveNotice? Notice = null);

/// <summary>The webhook message sent when the archive is ready, and its receivers.</summary>
/// <param name="Message">Complete except for its time and the archive's expiry, which are known only then.</param>
public sealed record ArchiveNotice(WebhookMessage Message, IReadOnlyList<Subscription> Subscriptions);

/// <summary>Output of <see cref="ArchiveOrchestrator"/>.</summary>
/// <param name="Expires">When the archive expires and must be built again.</param>
public sealed record ArchiveOutcome(DateTimeOffset Expires);

/// <summary>Names of the archive's orchestrator and activity. They are part of stored histories: never rename one while instances of it are open.</summary>
public static class ArchiveFunctionNames
{
    public const string RunArchive = "RunArchive";
    public const string BuildArchive = "BuildArchive";
}
