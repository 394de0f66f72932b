using System.Net;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.RemoveBg;

/// <summary>What one account does is invisible to another. No call of this API takes an id, so there is none to guess.</summary>
public sealed class IsolationTests(SharedStack stack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_account_pays_nothing_and_sees_no_job_while_a_picture_is_cut_out()
    {
        using var mine = await OtherAccount.CreateAsync(stack, Token, tokens: 3);
        using var others = await OtherAccount.CreateAsync(stack, Token, tokens: 7);
        using var api = new RemoveBgApi(stack.BaseUrl, mine.Key);
        await using var pictures = await HeldPictures.StartAsync(Token);
        var waiting = api.PostAsync(new { image_url = pictures.Url }, Token);
        await pictures.Asked.WaitAsync(Token);

        Assert.Equal((2, 7), (await ReadCreditsAsync(mine), await ReadCreditsAsync(others)));
        var job = Assert.Single((await mine.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray()).GetProperty("jobId").GetString();
        Assert.Empty((await others.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray());
        Assert.Equal("404 not_found", (await others.Api.GetAsync($"v1/jobs/{job}", Token)).Error);
        pictures.Release();
        (await waiting).Expect(HttpStatusCode.OK);
    }

    private static async Task<int> ReadCreditsAsync(OtherAccount account) => (await account.Api.GetAsync("v1.0/account", Token)).Expect(HttpStatusCode.OK)
        .Body.GetProperty("data").GetProperty("attributes").GetProperty("credits").GetProperty("total").GetInt32();
}
