using System.Net;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;
using static SegFunctions.Compatibility.Tests.PiApi.PiApiClient;

namespace SegFunctions.Compatibility.Tests.PiApi;

/// <summary>One account's tasks are invisible to another.</summary>
public sealed class IsolationTests(SharedStack stack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anothers_task_is_not_found_not_listed_and_not_canceled()
    {
        using var owner = await OtherAccount.CreateAsync(stack, Token, maxRunning: 1);
        using var other = await OtherAccount.CreateAsync(stack, Token);
        var (client, stranger) = (new PiApiClient(owner.Api), new PiApiClient(other.Api));
        var image = await client.UploadPhotoAsync(Token);
        var first = IdOf(await client.CreateAsync(image, "boat", Token));
        var staged = IdOf(await client.CreateAsync(image, "boat", Token));

        Assert.Equal(HttpStatusCode.NotFound, (await other.Api.GetAsync($"api/v1/task/{staged}", Token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.CancelAsync(staged, Token)).Status);
        Assert.Equal("0 tasks canceled", (await other.Api.SendOwnAsync(HttpMethod.Delete, "api/v1/tasks?model=all", null, Token)).Text("message"));
        var active = (await other.Api.GetAsync("account/active_tasks", Token)).Body.GetProperty("data").GetProperty("image_toolkit");
        Assert.Empty(active.GetProperty("active_tasks").EnumerateArray());
        Assert.Equal(0, (await other.Api.GetAsync("api/open/tasks/histories", Token)).Body.GetProperty("data").GetProperty("total").GetInt32());
        foreach (var task in (string[])[first, staged])
        {
            Assert.Equal("completed", StatusOf(await client.WaitAsync(task, Token, "completed", "cancelled", "failed")));
        }
    }
}
