using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Orchestrations.Videos;

namespace SegFunctions.Tests.Orchestrations;

/// <summary>Jobs started by another release, at a price of 5.</summary>
public sealed class JobVersionTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private static readonly string Job = Specs.JobId.ToString();
    private static readonly ItemAttempt First = new(0, 0);
    private static readonly VideoPace Pace = new(TimeSpan.FromSeconds(20), 16, VideosAtOnce: 2);

    [Fact]
    public async Task A_job_of_version_1_ends_step_by_step_and_pays_the_pictures_that_succeeded()
    {
        var context = Begin(new JobInput(SpecOf(2), Deadline, Version: 1), out var job);
        var failed = new InferenceUpdate(Job, 1, 0, InferenceState.Failed, Error: new InferenceError(InferenceErrorCode.InputCorrupt, "Truncated."));
        context.Raise(EventNames.Updates, new[] { new InferenceUpdate(Job, 0, 0, InferenceState.Succeeded), failed });

        Assert.Equal(JobStatus.Completed, (await job).Status);
        AssertSteps(context, areVideos: false, new SettleTokensInput("acct", Job, 5));
    }

    [Fact]
    public async Task A_job_of_videos_of_version_1_ends_step_by_step_and_pays_what_they_took()
    {
        var spec = SpecOf(2) with { Video = new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None) };
        var context = Begin(new JobInput(spec, Deadline, Pace: Pace, Version: 1), out var job);
        context.Children[1].End.SetResult(new VideoOutcome(JobStatus.Failed, JobError.Of(JobErrorCode.InputCorrupt, "Truncated."), 0));
        context.Children[0].End.SetResult(new VideoOutcome(JobStatus.Completed, null, 30));

        Assert.Equal(JobStatus.Completed, (await job).Status);
        AssertSteps(context, areVideos: true, new SettleTokensInput("acct", Job, 150));
    }

    [Fact]
    public async Task A_job_without_a_version_is_of_version_1()
    {
        var context = Begin(new JobInput(SpecOf(1), Deadline), out var job);
        context.Raise(EventNames.Updates, new[] { new InferenceUpdate(Job, 0, 0, InferenceState.Succeeded) });

        await job;
        AssertSteps(context, areVideos: false, new SettleTokensInput("acct", Job, 5));
    }

    /// <summary>Its history may have steps that this release does not know.</summary>
    [Fact]
    public async Task A_job_of_a_later_version_fails_before_its_first_step()
    {
        var context = Begin(new JobInput(SpecOf(1), Deadline, Version: JobInput.CurrentVersion + 1), out var job);

        Assert.Contains($"{JobInput.CurrentVersion + 1}", (await Assert.ThrowsAsync<InvalidOperationException>(() => job)).Message);
        Assert.Empty(context.Calls);
    }

    private static JobSpec SpecOf(int items) => Specs.Create(items) with { Terms = new JobTerms(Price: 5) };

    private static ScriptedContext Begin(JobInput input, out Task<JobOutcome> job)
    {
        var context = new ScriptedContext(input, Job) { Activity = (_, asked) => asked is FindMissingResultsInput ? Array.Empty<int>() : null };
        job = JobOrchestrator.RunAsync(context);
        return context;
    }

    /// <summary>A job in which only the first item succeeded.</summary>
    private static void AssertSteps(ScriptedContext context, bool areVideos, SettleTokensInput settled)
    {
        Assert.Equal(
            [FunctionNames.FindMissingResults, FunctionNames.WriteManifest, FunctionNames.SettleTokens, FunctionNames.RecordOutcome],
            context.Calls.Select(call => call.Name).Where(name => name != FunctionNames.DispatchItem));
        var asked = context.CallsOf<FindMissingResultsInput>(FunctionNames.FindMissingResults).Single();
        Assert.Equal(("acct", Job, areVideos), (asked.Account, asked.JobId, asked.AreVideos));
        Assert.Equal([First], asked.Winners);
        Assert.Equal(settled, context.CallsOf<SettleTokensInput>(FunctionNames.SettleTokens).Single());
    }
}
