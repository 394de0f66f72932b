using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Apis;
using SegFunctions.Apis.HitPaw;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Apis.HitPaw;

public sealed class HitPawSurfaceTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Specs.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The vendor's page, and the codes from its other pages that are used here.</summary>
    [Theory]
    [InlineData(ApiErrorCode.Forbidden, 100400000, 400, "No access")]
    [InlineData(ApiErrorCode.UrlInvalid, 100400001, 400, "Invalid URL")]
    [InlineData(ApiErrorCode.RequestInvalid, 100400002, 400, "Bad Request")]
    [InlineData(ApiErrorCode.KeyExpired, 100401000, 401, "Token is expired")]
    [InlineData(ApiErrorCode.Failed, 100500000, 500, "Internal error")]
    [InlineData(ApiErrorCode.Unauthorized, 110400000, 400, "api_key is not valid")]
    [InlineData(ApiErrorCode.TokensSpent, 110402000, 402, "The coins are not enough")]
    [InlineData(ApiErrorCode.RateLimitReached, 100429000, 429, "Too many requests")]
    [InlineData(ApiErrorCode.OpenJobsLimitReached, 100429000, 429, "Too many requests")]
    [InlineData(ApiErrorCode.JobNotFound, 110400002, 400, "task does not exist")]
    public async Task An_error_has_the_pages_code_status_and_words_in_both_spellings(ApiErrorCode error, long code, int status, string message)
    {
        var answer = await AnswerAsync(error);

        Assert.Equal(status, answer.Status);
        Assert.Equal(
            $$"""{"code":{{code}},"error_code":{{code}},"message":"{{message}}","msg":"{{message}}","data":null,"detail":"Why."}""",
            answer.Body.GetRawText());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_code_is_made_of_its_status(ApiErrorCode error)
    {
        var answer = await AnswerAsync(error);
        var code = answer.Body.GetProperty("code").GetInt64();

        Assert.Equal((1, answer.Status), (code / 100000000, (int)(code / 1000 % 1000)));
    }

    public static TheoryData<ApiErrorCode> Codes { get; } = [.. Enum.GetValues<ApiErrorCode>()];

    [Fact]
    public async Task Tells_a_key_that_has_expired_from_one_that_never_was()
    {
        using var keys = new ApiKeys(Options.Create(new AccountOptions()), new ApiKeyTable(azurite.Tables), _time);
        var surface = new HitPawSurface(keys);
        var (key, secret) = await keys.CreateAsync(hash => new ApiKey(hash, "", "acct", KeyScopes.Jobs, Specs.Now, Specs.Now.AddDays(1), null, null), Token);

        Assert.Equal(key, await surface.AuthenticateAsync(With("Apikey", secret), Token));
        Assert.Equal(key, await surface.AuthenticateAsync(With("APIKEY", secret), Token));
        Assert.Null(await surface.AuthenticateAsync(With("x-api-key", secret), Token));
        Assert.Null(await surface.AuthenticateAsync(With("Apikey", ""), Token));
        Assert.Null(await surface.AuthenticateAsync(With("Apikey", "another"), Token));
        _time.Advance(TimeSpan.FromDays(1));
        var expired = await Assert.ThrowsAsync<ApiException>(() => surface.AuthenticateAsync(With("Apikey", secret), Token));
        Assert.Equal(ApiErrorCode.KeyExpired, expired.Error.Code);
    }

    private static HttpRequest With(string header, string value) => new DefaultHttpContext { Request = { Headers = { [header] = value } } }.Request;

    private static async Task<(int Status, JsonElement Body)> AnswerAsync(ApiErrorCode code)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = new MemoryStream() },
        };
        await new HitPawSurface(null!).ToResult(new ApiError(code, "Why.")).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        using var body = await JsonDocument.ParseAsync(http.Response.Body, cancellationToken: Token);
        return (http.Response.StatusCode, body.RootElement.Clone());
    }
}
