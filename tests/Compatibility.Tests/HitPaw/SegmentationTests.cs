using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NetVips;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.HitPaw;

/// <summary>Jobs of HitPaw's clients, with pictures on the test's own server.</summary>
public sealed class SegmentationTests(SharedStack stack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pictures_subject_costs_one_token_and_its_content_decides_what_it_is()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 2);
        await using var pictures = await StartAsync();
        var api = new HitPawApi(account.Api, account.Key);
        var url = $"{pictures.Urls.Single()}/disguised?signature=s3cret";

        var created = await api.PostAsync("api/image-segmentation", new { file_url = url }, Token);
        var set = await ReadTokensAsync(account.Name);
        var data = await api.WaitAsync(created.Body.GetProperty("data").GetProperty("job_id").GetString()!, Token);

        Assert.Equal(20, created.Body.GetProperty("data").GetProperty("consume_coins").GetInt32());
        Assert.Equal(1, set.Left);
        Assert.Equal(("COMPLETED", url), (data.GetProperty("status").GetString(), data.GetProperty("original_url").GetString()));
        Assert.Equal((1, 1), await ReadTokensAsync(account.Name));
        using var cutout = Image.NewFromBuffer(await account.Api.DownloadAsync(data.GetProperty("res_url").GetString()!, Token));
        using var mask = Image.NewFromBuffer(await account.Api.DownloadAsync(data.GetProperty("mask_url").GetString()!, Token));
        Assert.Equal((1024, 819, true), (cutout.Width, cutout.Height, cutout.HasAlpha()));
        Assert.Equal((1024, 819, 1), (mask.Width, mask.Height, mask.Bands));
        Assert.InRange(mask.Avg(), 1, 254);
    }

    [Fact]
    public async Task What_cannot_be_cut_out_is_an_ERROR_in_a_200_and_costs_nothing()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var pictures = await StartAsync();
        var api = new HitPawApi(account.Api, account.Key);
        string[] paths = ["/missing", "/text.jpg", "/truncated.jpg", "/transparent.png", "/animation.gif", "/inside"];

        var jobs = await Task.WhenAll(paths.Select(path => api.CreateAsync($"{pictures.Urls.Single()}{path}", Token)));
        var ended = await Task.WhenAll(jobs.Select(job => api.WaitAsync(job, Token)));

        Assert.All(paths.Zip(ended), pair => Assert.Equal(
            (pair.First, "ERROR", "", ""),
            (pair.First, pair.Second.GetProperty("status").GetString(), pair.Second.GetProperty("res_url").GetString(), pair.Second.GetProperty("mask_url").GetString())));
        Assert.Equal((10, 0), await ReadTokensAsync(account.Name));
    }

    [Fact]
    public async Task A_canceled_job_is_an_ERROR_and_gives_its_coins_back_once()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 1);
        await using var pictures = await StartAsync();
        var api = new HitPawApi(account.Api, account.Key);
        var job = await api.CreateAsync($"{pictures.Urls.Single()}/silent", Token);
        var listed = (await account.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items")[0].GetProperty("jobId").GetString();

        Assert.Equal("402 110402000", HitPawApi.ErrorOf(await api.PostAsync("api/image-segmentation", new { file_url = "https://example.com/a.png" }, Token)));
        Assert.Equal("CONVERTING", (await api.GetAsync(job, Token)).GetProperty("status").GetString());
        (await account.Api.SendOwnAsync(HttpMethod.Post, $"v1/jobs/{listed}/cancel", null, Token)).Expect(HttpStatusCode.Accepted);

        Assert.Equal("ERROR", (await api.WaitAsync(job, Token)).GetProperty("status").GetString());
        (await account.Api.SendOwnAsync(HttpMethod.Post, $"v1/jobs/{listed}/cancel", null, Token)).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 0), await ReadTokensAsync(account.Name));
    }

    [Fact]
    public async Task A_key_that_may_not_or_no_longer_and_one_that_asks_too_often_are_told_so()
    {
        var managing = await CreateKeyAsync(new { account = "t-manager", scopes = (string[])["manage"] });
        var expired = await CreateKeyAsync(new { account = "t-expired", expiresAt = DateTimeOffset.UtcNow.AddSeconds(1) });
        using var fast = await OtherAccount.CreateAsync(stack, Token, requestsPerMinute: 1);
        using var full = await OtherAccount.CreateAsync(stack, Token, maxOpenJobs: 1);
        await using var pictures = await StartAsync();
        var api = new HitPawApi(full.Api, full.Key);
        await api.CreateAsync($"{pictures.Urls.Single()}/silent", Token);

        Assert.Equal("400 100400000", HitPawApi.ErrorOf(await AskAsync(managing)));
        Assert.Equal("400 110400002", HitPawApi.ErrorOf(await AskAsync(fast.Key)));
        var slow = await AskAsync(fast.Key);
        Assert.Equal("429 100429000", HitPawApi.ErrorOf(slow));
        Assert.True(slow.Headers.ContainsKey("retry-after"));
        Assert.Equal("429 100429000", HitPawApi.ErrorOf(await api.PostAsync("api/image-segmentation", new { file_url = "https://example.com/a.png" }, Token)));
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        Assert.Equal("401 100401000", HitPawApi.ErrorOf(await AskAsync(expired)));
    }

    [Fact]
    public async Task Anothers_job_and_one_of_another_API_do_not_exist()
    {
        using var owner = await OtherAccount.CreateAsync(stack, Token);
        using var other = await OtherAccount.CreateAsync(stack, Token);
        await using var pictures = await StartAsync();
        var job = await new HitPawApi(owner.Api, owner.Key).CreateAsync($"{pictures.Urls.Single()}/missing", Token);

        Assert.Equal("400 110400002", HitPawApi.ErrorOf(await new HitPawApi(other.Api, other.Key).PostAsync("api/task-status", new { job_id = job }, Token)));
        Assert.Equal("ERROR", (await new HitPawApi(owner.Api, owner.Key).WaitAsync(job, Token)).GetProperty("status").GetString());
    }

    private Task<Answer> AskAsync(string key) => new HitPawApi(stack.Api, key).PostAsync("api/task-status", new { job_id = "x" }, Token);

    private async Task<string> CreateKeyAsync(object description) =>
        (await stack.Api.PostAsync("manage/keys", description, Token)).Expect(HttpStatusCode.Created).Text("key");

    private async Task<(int Left, int Used)> ReadTokensAsync(string account)
    {
        var state = (await stack.Api.GetAsync($"manage/accounts/{account}", Token)).Expect(HttpStatusCode.OK).Body;
        return (state.GetProperty("tokens").GetInt32(), state.GetProperty("used").GetInt32());
    }

    private static async Task<WebApplication> StartAsync()
    {
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        using var nothing = Image.Black(64, 64, bands: 4).Copy(interpretation: Enums.Interpretation.Srgb);
        var transparent = nothing.PngsaveBuffer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Request.Path.Value switch
        {
            "/disguised" => Results.Bytes(photo, "text/html").ExecuteAsync(context),
            "/text.jpg" => Results.Bytes(BadPictures.Text, "image/jpeg").ExecuteAsync(context),
            "/truncated.jpg" => Results.Bytes(BadPictures.Truncated(photo), "image/jpeg").ExecuteAsync(context),
            "/transparent.png" => Results.Bytes(transparent, "image/png").ExecuteAsync(context),
            "/animation.gif" => Results.Bytes("GIF89a\u0001"u8.ToArray(), "image/gif").ExecuteAsync(context),
            "/inside" => Results.Redirect("http://169.254.169.254/latest").ExecuteAsync(context),
            "/silent" => Task.Delay(Timeout.Infinite, context.RequestAborted),
            _ => Results.NotFound().ExecuteAsync(context),
        });
        await app.StartAsync(Token);
        return app;
    }
}
