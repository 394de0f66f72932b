using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Apis;
using SegFunctions.Apis.RemoveBg;
using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Tests.Apis.RemoveBg;

public sealed class RemoveBgSurfaceTests
{
    private static readonly FakeTimeProvider Time = new(Specs.Now);

    public static TheoryData<ApiErrorCode> Codes { get; } = [.. Enum.GetValues<ApiErrorCode>()];

    public static TheoryData<JobErrorCode> JobCodes { get; } = [.. Enum.GetValues<JobErrorCode>()];

    [Theory]
    [InlineData(ApiErrorCode.Unauthorized, 403, "auth_failed", "API Key invalid")]
    [InlineData(ApiErrorCode.KeyExpired, 403, "auth_failed", "API Key invalid")]
    [InlineData(ApiErrorCode.TokensSpent, 402, "insufficient_credits", "Insufficient credits")]
    [InlineData(ApiErrorCode.RateLimitReached, 429, "rate_limit_exceeded", "Rate limit exceeded")]
    [InlineData(ApiErrorCode.OpenJobsLimitReached, 429, "rate_limit_exceeded", "Rate limit exceeded")]
    [InlineData(ApiErrorCode.BodyTooLarge, 400, "file_too_large", "File too large")]
    [InlineData(ApiErrorCode.Busy, 503, "service_unavailable", "Service unavailable")]
    public async Task An_error_has_the_pages_status_code_and_words(ApiErrorCode error, int status, string code, string title)
    {
        var http = await AnswerAsync(new ApiError(error, "Why."));

        Assert.Equal((status, $$"""{"errors":[{"title":"{{title}}","code":"{{code}}","detail":"Why."}]}"""), (http.Response.StatusCode, Read(http).GetRawText()));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_error_has_a_status_and_a_code(ApiErrorCode error)
    {
        var http = await AnswerAsync(new ApiError(error, "Why."));
        var item = Assert.Single(Read(http).GetProperty("errors").EnumerateArray());

        Assert.InRange(http.Response.StatusCode, 400, 599);
        Assert.Equal(error == ApiErrorCode.Failed, http.Response.StatusCode == 500);
        Assert.Matches("^[a-z_]+$", item.GetProperty("code").GetString());
        Assert.NotEmpty(item.GetProperty("title").GetString()!);
    }

    [Fact]
    public async Task Every_fault_of_a_request_has_a_code_of_its_own()
    {
        var http = await AnswerAsync(RemoveBgErrors.Of([RemoveBgErrors.OfField("size", "size must be small"), RemoveBgErrors.MissingSource()]));

        Assert.Equal(400, http.Response.StatusCode);
        Assert.Equal(
            ["invalid_size: size must be small.", "missing_source: Provide the picture as image_file, image_url or image_file_b64."],
            Read(http).GetProperty("errors").EnumerateArray().Select(item => $"{item.GetProperty("code").GetString()}: {item.GetProperty("detail").GetString()}"));
    }

    [Fact]
    public async Task A_key_with_a_limit_is_told_what_is_left_of_it()
    {
        using var rates = new RequestRates(new AccountLimits(Options.Create(new AccountOptions { RequestsPerMinute = 60 })));
        var key = new ApiKey(new string('a', 64), "", "alice", KeyScopes.Jobs, null, null, null, null);
        rates.TryTake(key);

        var limited = (await AnswerAsync(new ApiError(ApiErrorCode.NotFound, "Why."), rates, key)).Response.Headers;
        var unlimited = (await AnswerAsync(new ApiError(ApiErrorCode.NotFound, "Why."), rates, key with { RequestsPerMinute = 0 })).Response.Headers;

        Assert.Equal("60", limited["X-RateLimit-Limit"]);
        Assert.InRange(int.Parse(limited["X-RateLimit-Remaining"]!, System.Globalization.CultureInfo.InvariantCulture), 59, 60);
        Assert.InRange(long.Parse(limited["X-RateLimit-Reset"]!, System.Globalization.CultureInfo.InvariantCulture), Specs.Now.ToUnixTimeSeconds(), Specs.Now.ToUnixTimeSeconds() + 1);
        Assert.DoesNotContain(unlimited, header => header.Key.StartsWith("X-RateLimit", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(JobCodes))]
    public void A_job_that_failed_is_the_pictures_fault_or_ours(JobErrorCode code)
    {
        var error = RemoveBgErrors.OfJob(Create(JobStatus.Failed, new JobError(code, "Why.")));

        Assert.Equal(error.Faults.Count == 1, error.Code == ApiErrorCode.RequestInvalid);
        Assert.Equal(error.Faults.Count == 0, error.Code == ApiErrorCode.Failed);
    }

    [Theory]
    [InlineData(JobErrorCode.NothingFound, "Nothing.", "unknown_foreground")]
    [InlineData(JobErrorCode.InputMissing, "It is not stored.", "failed_image_download")]
    [InlineData(JobErrorCode.InputFetchFailed, "It did not answer.", "failed_image_download")]
    [InlineData(JobErrorCode.InputFetchFailed, InferenceError.OfBackground + " It did not answer.", "failed_bg_download")]
    [InlineData(JobErrorCode.InputTypeUnsupported, "A text.", "invalid_file_type")]
    [InlineData(JobErrorCode.InputTooLarge, "Large.", "file_too_large")]
    [InlineData(JobErrorCode.InputCorrupt, "Corrupt.", "failed_to_read_image")]
    public void A_picture_at_fault_has_the_vendors_code(JobErrorCode code, string message, string expected) =>
        Assert.Equal(expected, Assert.Single(RemoveBgErrors.OfJob(Create(JobStatus.Failed, new JobError(code, message))).Faults).Code);

    [Fact]
    public void A_job_that_somebody_canceled_can_be_asked_for_again()
    {
        var error = RemoveBgErrors.OfJob(Create(JobStatus.Canceled, null));

        Assert.Equal((ApiErrorCode.Busy, RemoveBgAnswers.Pause), (error.Code, error.RetryAfter));
    }

    private static Job Create(JobStatus status, JobError? error) => new(new JobSummary(Specs.JobId, status, 1, Specs.Now, Specs.Now, error), "acct", []);

    private static async Task<HttpContext> AnswerAsync(ApiError error, RequestRates? rates = null, ApiKey? key = null)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = new MemoryStream() },
        };
        if (key is not null)
        {
            http.Features.Set(new AuthenticatedAccount(key));
        }

        await new RemoveBgSurface(null!, new RemoveBgRates(rates!, Time)).ToResult(error).ExecuteAsync(http);
        return http;
    }

    private static JsonElement Read(HttpContext http)
    {
        http.Response.Body.Position = 0;
        return JsonSerializer.Deserialize<JsonElement>(http.Response.Body);
    }
}
