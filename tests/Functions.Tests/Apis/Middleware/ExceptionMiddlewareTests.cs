using Azure;
using Microsoft.AspNetCore.Http;
using SegFunctions.Apis;
using SegFunctions.Apis.Middleware;
using SegFunctions.Media;

namespace SegFunctions.Tests.Apis.Middleware;

public sealed class ExceptionMiddlewareTests
{
    public static TheoryData<Exception, ApiErrorCode> Known { get; } = new()
    {
        { new ApiException(ApiErrorCode.NotFound, "Why."), ApiErrorCode.NotFound },
        { new UploadTooLargeException(7), ApiErrorCode.BodyTooLarge },
        { new UploadUsedException(), ApiErrorCode.UploadUsed },
        { new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge), ApiErrorCode.BodyTooLarge },
        { new BadHttpRequestException("too slow", StatusCodes.Status408RequestTimeout), ApiErrorCode.BodyTooSlow },
        { new BadHttpRequestException("cut off", StatusCodes.Status400BadRequest), ApiErrorCode.RequestInvalid },
        { new RequestFailedException(StatusCodes.Status503ServiceUnavailable, "busy"), ApiErrorCode.Busy },
        { new InvalidOperationException("ours"), ApiErrorCode.Failed },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void What_is_thrown_is_told_apart(Exception exception, ApiErrorCode code) => Assert.Equal(code, ExceptionMiddleware.Classify(exception).Code);
}
