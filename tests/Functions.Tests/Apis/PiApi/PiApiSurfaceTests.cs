using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegFunctions.Apis;
using SegFunctions.Apis.PiApi;

namespace SegFunctions.Tests.Apis.PiApi;

public sealed class PiApiSurfaceTests
{
    public static TheoryData<ApiErrorCode> Codes { get; } = [.. Enum.GetValues<ApiErrorCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_error_has_its_status_as_code_no_data_and_a_sentence(ApiErrorCode code)
    {
        var (status, body) = await AnswerAsync(code);

        Assert.InRange(status, 400, 599);
        Assert.Equal(code == ApiErrorCode.Failed, status == 500);
        Assert.Equal($$"""{"code":{{status}},"data":null,"message":"Why."}""", body);
    }

    [Theory]
    [InlineData(ApiErrorCode.Unauthorized, 401)]
    [InlineData(ApiErrorCode.RequestInvalid, 400)]
    [InlineData(ApiErrorCode.TokensSpent, 402)]
    [InlineData(ApiErrorCode.NotFound, 404)]
    [InlineData(ApiErrorCode.JobNotFound, 404)]
    [InlineData(ApiErrorCode.OpenJobsLimitReached, 429)]
    [InlineData(ApiErrorCode.RateLimitReached, 429)]
    public async Task What_the_vendor_has_a_status_for_has_it(ApiErrorCode code, int status) => Assert.Equal(status, (await AnswerAsync(code)).Status);

    private static async Task<(int Status, string Body)> AnswerAsync(ApiErrorCode code)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = new MemoryStream() },
        };
        await new PiApiSurface(null!, null!, null!, null!, null!, null!, null!, null!).ToResult(new ApiError(code, "Why.")).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        using var body = await JsonDocument.ParseAsync(http.Response.Body, cancellationToken: TestContext.Current.CancellationToken);
        return (http.Response.StatusCode, body.RootElement.GetRawText());
    }
}
