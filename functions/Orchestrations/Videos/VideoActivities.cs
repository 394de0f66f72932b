using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Storage;

namespace SegFunctions.Orchestrations.Videos;

/// <summary>A video's activities, as typed calls.</summary>
internal static class VideoActivities
{
    public static Task DispatchStepAsync(this TaskOrchestrationContext context, VideoInput input, VideoStep step, int repeat)
    {
        var request = new InferenceRequest(
            input.JobId,
            input.Attempt.Item,
            input.Attempt.Attempt,
            input.Spec.Items[0].Input,
            input.Folder,
            input.CancelMarker,
            input.Spec.Prompts,
            input.Spec.Options,
            step,
            repeat,
            input.Spec.IsMarked ? new ResultPaths(input.Spec.Account, input.JobId).PresenceMarker : null);
        return context.CallActivityAsync(FunctionNames.DispatchItem, new DispatchItemInput(request, input.StepDeadline), JobActivities.Retry);
    }

    public static Task<TokensSetAside> SetTokensAsideAsync(this TaskOrchestrationContext context, SetTokensAsideInput input) =>
        context.CallActivityAsync<TokensSetAside>(FunctionNames.SetTokensAside, input, JobActivities.Retry);

    public static Task<VideoPlan> WriteVideoPlanAsync(this TaskOrchestrationContext context, WriteVideoPlanInput input) =>
        context.CallActivityAsync<VideoPlan>(FunctionNames.WriteVideoPlan, input, JobActivities.Retry);
}

/// <summary>Reserves the tokens for a video's frames, whose number is known only now. If it runs twice, the second run finds it done.</summary>
public sealed class SetTokensAsideActivity(AccountLedger ledger)
{
    [Function(FunctionNames.SetTokensAside)]
    public Task<TokensSetAside> RunAsync([ActivityTrigger] SetTokensAsideInput input, CancellationToken cancellationToken) =>
        ledger.SetAsideAsync(input.Account, JobId.Parse(input.JobId), input.Item, input.Tokens, cancellationToken);
}

/// <param name="Tokens">In addition to those reserved with the job.</param>
public sealed record SetTokensAsideInput(string Account, string JobId, int Item, long Tokens);

/// <summary>Fixes how the work on a video is split, once: a stored plan is left unchanged.</summary>
public sealed class WriteVideoPlanActivity(BlobStore blobs)
{
    /// <returns>The plan that is stored.</returns>
    [Function(FunctionNames.WriteVideoPlan)]
    public async Task<VideoPlan> RunAsync([ActivityTrigger] WriteVideoPlanInput input, CancellationToken cancellationToken)
    {
        var target = input.Folder.Below(VideoNames.Plan);
        var plan = VideoPlanning.Make(input.Probe, input.First, input.HasWords, input.SegmentTime);
        if (await blobs.TryAddAsync(target, BinaryData.FromObjectAsJson(plan, ContractJson.Options), "application/json", cancellationToken))
        {
            return plan;
        }

        var stored = await blobs.FindAsync(target, cancellationToken) ?? throw new InvalidOperationException($"{target} existed, and has been deleted.");
        return stored.ToObjectFromJson<VideoPlan>(ContractJson.Options)!;
    }
}

/// <param name="Folder">The video's folder.</param>
/// <param name="First">The work that the first segment took.</param>
/// <param name="HasWords">Whether any prompt has words.</param>
/// <param name="SegmentTime">The work to plan per segment.</param>
public sealed record WriteVideoPlanInput(BlobReference Folder, VideoProbe Probe, VideoWork First, bool HasWords, TimeSpan SegmentTime);
