using Azure;
using Microsoft.AspNetCore.Http;
using SegFunctions.Apis;
using SegFunctions.Apis.Middleware;
using SegFunctions.Media;

namespace SegFunctions.Tests.Apis.Middleware;

public sealed class ExceptionMiddlewareTests
{
    public static TheoryData<Exception, RefusalCode> Known { get; } = new()
    {
        { new RefusalException(RefusalCode.NotFound, "Why."), RefusalCode.NotFound },
        { new UploadTooLargeException(7), RefusalCode.BodyTooLarge },
        { new UploadUsedException(), RefusalCode.UploadUsed },
        { new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge), RefusalCode.BodyTooLarge },
        { new BadHttpRequestException("too slow", StatusCodes.Status408RequestTimeout), RefusalCode.BodyTooSlow },
        { new BadHttpRequestException("cut off", StatusCodes.Status400BadRequest), RefusalCode.RequestInvalid },
        { new RequestFailedException(StatusCodes.Status503ServiceUnavailable, "busy"), RefusalCode.Busy },
        { new InvalidOperationException("ours"), RefusalCode.Failed },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void What_is_thrown_is_told_apart(Exception exception, RefusalCode code) => Assert.Equal(code, ExceptionMiddleware.Classify(exception).Code);
}
