using System.Net;
using Azure;
using SegFunctions.Health;

namespace SegFunctions.Tests.Health;

public sealed class PartFailureTests
{
    private const string Secret = "AccountKey=c2VjcmV0";

    public static TheoryData<Exception, string> Failures { get; } = new()
    {
        { new OperationCanceledException(Secret), "no answer in time" },
        { new RequestFailedException(403, Secret, "AuthorizationFailure", null), "answered 403 AuthorizationFailure" },
        { new HttpRequestException(Secret, null, HttpStatusCode.ServiceUnavailable), "answered 503" },
        { new AggregateException(Secret, new InvalidOperationException(Secret, new TimeoutException(Secret))), "TimeoutException" },
        { new InvalidOperationException(Secret), "InvalidOperationException" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Says_what_kind_of_failure_it_is_and_no_more(Exception exception, string words) =>
        Assert.Equal(words, PartFailure.Describe(exception));
}
