using System.Net;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Balances, limits and keys of accounts.</summary>
public sealed class AccountTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_pictures_that_succeed_use_tokens()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 3);
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        var tasks = (string[])[await account.Api.UploadAsync(photo, "image/jpeg", Token), await account.Api.UploadAsync(BadPictures.Text, "image/png", Token)];
        var jobId = await account.Api.CreateJobAsync(tasks, ["boat"], Token);

        Assert.Equal((1, 0), await ReadTokensAsync(account));
        await account.Api.WaitAsync(jobId, Patience, null, Token);
        Assert.Equal((2, 1), await ReadTokensAsync(account));
    }

    [Fact]
    public async Task An_account_that_never_was_is_not_found_and_one_with_a_key_is()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        string[] server = ["--server", stack.BaseUrl.AbsoluteUri, "--json"];
        var known = await LocalCommand.RunAsync(Token, ["accounts", "show", account.Name, .. server]);
        var unknown = await LocalCommand.RunAsync(Token, ["accounts", "show", "nobody", .. server]);
        var keys = await LocalCommand.RunAsync(Token, ["keys", "list", .. server]);

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await stack.Api.GetAsync("manage/accounts/nobody", Token) is var answer ? (answer.Status, answer.Text("error")) : default);
        Assert.Equal((0, 2), (known.ExitCode, unknown.ExitCode));
        Assert.Equal(account.Name, JsonSerializer.Deserialize<JsonElement>(known.Output).GetProperty("account").GetString());
        Assert.Contains("There is no such account", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains(JsonSerializer.Deserialize<JsonElement>(keys.Output).EnumerateArray(), key => key.GetProperty("account").GetString() == account.Name);
    }

    [Fact]
    public async Task A_job_that_needs_more_tokens_than_are_left_is_refused_with_both_numbers()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 1);
        var tasks = (string[])[await UploadAsync(account), await UploadAsync(account)];
        var refused = await CreateJobAsync(account, tasks);

        Assert.Equal(HttpStatusCode.PaymentRequired, refused.Status);
        Assert.Equal("insufficient_tokens", refused.Text("error"));
        Assert.Equal((1, 2), (refused.Body.GetProperty("remainingTokens").GetInt32(), refused.Body.GetProperty("requestedTokens").GetInt32()));
        Assert.Empty((await account.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray());
        Assert.Equal((1, 0), await ReadTokensAsync(account));
    }

    [Fact]
    public async Task An_account_with_as_many_open_jobs_as_it_may_have_is_told_to_wait()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, maxOpenJobs: 1);
        var task = await UploadAsync(account);
        var first = (await CreateJobAsync(account, [task])).Expect(HttpStatusCode.Accepted).Text("jobId");
        var refused = await CreateJobAsync(account, [task]);

        Assert.Equal((HttpStatusCode.Conflict, "active_job_limit", first), (refused.Status, refused.Text("error"), refused.Text("activeJobId")));
        Assert.Equal(refused.Headers["retry-after"], refused.Body.GetProperty("retryAfterSeconds").GetRawText());
        await account.Api.WaitAsync(first, Patience, null, Token);
        await account.Api.WaitAsync((await CreateJobAsync(account, [task])).Expect(HttpStatusCode.Accepted).Text("jobId"), Patience, null, Token);
    }

    [Fact]
    public async Task An_account_that_asks_too_fast_is_told_when_to_come_again()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, requestsPerMinute: 2);
        var answers = new List<Answer>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await account.Api.GetAsync("v1/account", Token));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers.Select(answer => answer.Status));
        Assert.Equal("rate_limited", answers[2].Text("error"));
        Assert.Equal(answers[2].Headers["retry-after"], answers[2].Body.GetProperty("retryAfterSeconds").GetRawText());
        Assert.InRange(int.Parse(answers[2].Headers["retry-after"], null), 1, 30);
    }

    [Fact]
    public async Task A_key_can_be_made_seen_and_revoked_from_the_command_line()
    {
        var name = $"t{Guid.NewGuid():N}";
        string[] server = ["--server", stack.BaseUrl.ToString()];
        var created = await LocalCommand.RunAsync(Token, ["keys", "create", name, "--name", "camera", "--days", "2", .. server]);
        Assert.Equal(0, created.ExitCode);
        using var api = new ApiUnderTest(stack.BaseUrl, created.Output.Trim());
        Assert.Equal(name, (await api.GetAsync("v1/account", Token)).Text("accountId"));
        Assert.Equal("403 forbidden", (await api.GetAsync("manage/keys", Token)).Error);

        var key = (await stack.Api.GetAsync("manage/keys", Token)).Body.GetProperty("keys").EnumerateArray()
            .Single(key => key.GetProperty("account").GetString() == name);
        var keyId = key.GetProperty("keyId").GetString()!;
        var listed = await LocalCommand.RunAsync(Token, ["keys", "list", .. server]);
        var revoked = await LocalCommand.RunAsync(Token, ["keys", "revoke", keyId, .. server]);

        Assert.Equal("camera", key.GetProperty("name").GetString());
        Assert.Equal((0, 0), (listed.ExitCode, revoked.ExitCode));
        Assert.Contains("camera", listed.Output, StringComparison.Ordinal);
        Assert.Equal("401 Unauthorized", (await api.GetAsync("v1/account", Token)).Error);
        Assert.Equal(2, (await LocalCommand.RunAsync(Token, ["keys", "revoke", keyId, .. server])).ExitCode);
    }

    [Fact]
    public async Task A_balance_can_be_set_from_the_command_line()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        string[] server = ["--server", stack.BaseUrl.ToString()];
        var set = await LocalCommand.RunAsync(Token, ["accounts", "set-tokens", account.Name, "7", .. server]);
        var unlimited = await LocalCommand.RunAsync(Token, ["accounts", "set-tokens", account.Name, "unlimited", .. server]);
        var wrong = await LocalCommand.RunAsync(Token, ["accounts", "set-tokens", account.Name, "many", .. server]);

        Assert.Equal($"{account.Name}: tokens 7, open jobs 0, used 0 in 24 hours and 0 in total", set.Output.Trim());
        Assert.Contains("tokens unlimited", unlimited.Output, StringComparison.Ordinal);
        Assert.Equal((2, "error: Tokens are a whole number or 'unlimited', not 'many'."), (wrong.ExitCode, wrong.Errors.Trim()));
    }

    private static async Task<string> UploadAsync(OtherAccount account) =>
        await account.Api.UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "image/jpeg", Token);

    private static Task<Answer> CreateJobAsync(OtherAccount account, string[] tasks) =>
        account.Api.PostAsync("v1/jobs", new { type = "image", tasks, prompts = (string[])["boat"] }, Token);

    /// <returns>The tokens left and used.</returns>
    private static async Task<(int Left, int Used)> ReadTokensAsync(OtherAccount account)
    {
        var overview = (await account.Api.GetAsync("v1/account/overview", Token)).Expect(HttpStatusCode.OK).Body;
        return (Read(overview, "remainingTokens"), Read(overview, "consumedTokens"));

        static int Read(JsonElement overview, string name) => overview.GetProperty("trial").GetProperty(name).GetInt32();
    }
}
