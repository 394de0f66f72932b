using System.Net;
using SegFunctions.Compatibility.AppHook;
using SegFunctions.Compatibility.Tests.Faults;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.HitPaw;

/// <summary>The only code on the vendor's page that no request can cause.</summary>
[Collection<OwnStacks>]
public sealed class InternalErrorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_whose_state_cannot_be_read_is_an_internal_error_once_and_then_itself_again()
    {
        await using var stack = await FaultyStack.StartAsync(Token);
        var api = new HitPawApi(stack.Api, TestSetup.ApiKey);
        var photo = await api.UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "boats.jpg", Token);
        var job = await api.CreateAsync(photo, Token);

        var failed = await AskUntilItFailsAsync(stack, api, job);
        stack.Faults.Plan = FaultPlan.None;

        Assert.Equal("500 100500000", HitPawApi.ErrorOf(failed));
        Assert.Equal(("Internal error", "Internal error"), (failed.Text("message"), failed.Text("msg")));
        Assert.True(failed.Headers.ContainsKey("x-request-id"));
        Assert.Equal("COMPLETED", (await api.WaitAsync(job, Token)).GetProperty("status").GetString());
    }

    /// <summary>The app itself may read a job's state at any time, and then meets the fault instead of the request.</summary>
    private static async Task<Answer> AskUntilItFailsAsync(FaultyStack stack, HitPawApi api, string job)
    {
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < Patience;)
        {
            stack.Faults.Plan = new FaultPlan(FaultKind.Refused, healthy: 0, place: "read of the journal");
            var answer = await api.PostAsync("api/task-status", new { job_id = job }, Token);
            if (answer.Status != HttpStatusCode.OK)
            {
                return answer;
            }
        }

        throw new TimeoutException("No read of a job's state failed.");
    }
}
