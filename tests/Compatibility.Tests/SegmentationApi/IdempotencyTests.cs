using System.Net;
using System.Text;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>One key, one job: for clients that do not know whether their request arrived.</summary>
public sealed class IdempotencyTests(SharedStack stack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equal_requests_at_once_and_later_make_one_job_and_take_its_token_once()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        // A real picture, because the token for an unreadable one is refunded.
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        var body = Body(await account.Api.UploadAsync(photo, "image/jpeg", Token), "boat");
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(account, body, "order-17")));
        var later = await PostAsync(account, body, "\"order-17\"");

        var id = later.Expect(HttpStatusCode.Accepted).Text("jobId");
        foreach (var answer in atOnce)
        {
            if (answer.Status == HttpStatusCode.Accepted)
            {
                Assert.Equal(later.Body.GetRawText(), answer.Body.GetRawText());
            }
            else
            {
                Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_under_way", "1"), (answer.Status, answer.Text("error"), answer.Headers["retry-after"]));
            }
        }

        Assert.Contains(atOnce, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.Equal(id, Assert.Single((await account.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray()).GetProperty("jobId").GetString());
        Assert.Equal(9, (await stack.Api.GetAsync($"manage/accounts/{account.Name}", Token)).Body.GetProperty("tokens").GetInt32());
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        (await PostAsync(account, await BodyAsync(account, "boat"), "k")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("422 idempotency_key_reused", (await PostAsync(account, await BodyAsync(account, "person"), "k")).Error);
    }

    [Fact]
    public async Task Another_accounts_key_is_not_in_the_way()
    {
        using var one = await OtherAccount.CreateAsync(stack, Token);
        using var other = await OtherAccount.CreateAsync(stack, Token);
        var first = (await PostAsync(one, await BodyAsync(one, "boat"), "k")).Expect(HttpStatusCode.Accepted);
        var second = (await PostAsync(other, await BodyAsync(other, "boat"), "k")).Expect(HttpStatusCode.Accepted);

        Assert.NotEqual(first.Text("jobId"), second.Text("jobId"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\"\"")]
    public async Task A_key_that_cannot_be_is_refused(string key)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);

        Assert.Equal("400 invalid_request", (await PostAsync(account, await BodyAsync(account, "boat"), key)).Error);
    }

    private static async Task<string> BodyAsync(OtherAccount account, string prompt) =>
        Body(await account.Api.UploadAsync(BadPictures.Text, "image/png", Token), prompt);

    private static string Body(string task, string prompt) => $$"""{"type":"image","tasks":["{{task}}"],"prompts":["{{prompt}}"]}""";

    private static async Task<Answer> PostAsync(OtherAccount account, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", account.Key);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await account.Api.SendAsync(request, Token);
    }
}
