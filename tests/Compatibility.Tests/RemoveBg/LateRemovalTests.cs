using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.RemoveBg;

/// <summary>POST /v1.0/removebg for a picture that does not arrive.</summary>
[Collection<Waits>]
public sealed class LateRemovalTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_that_is_not_done_in_a_minute_is_canceled_and_costs_nothing()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 3);
        using var api = new RemoveBgApi(stack.BaseUrl, account.Key);
        await using var pictures = await HeldPictures.StartAsync(Token);
        var started = TimeProvider.System.GetTimestamp();
        var answer = await api.PostAsync(new { image_url = pictures.Url }, Token);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 59, 75);
        Assert.Equal(("503 service_unavailable", "5"), (answer.Errors, answer.Headers["retry-after"]));
        await stack.Traces.AssertGoneAsync([$"{account.Name}/"], Patience, Token);
        Assert.Equal((3, 0, 0), await account.ReadLedgerAsync(stack, Token));
    }
}
