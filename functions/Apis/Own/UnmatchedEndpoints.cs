using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Apis.Own;

/// <summary>Whatever no other function takes: refused in the shape of the API that was asked, and not without a key.</summary>
public static class UnmatchedEndpoints
{
    /// <summary>The host tries HTTP functions in the order of their names, so this one sorts after all others.</summary>
    public const string Name = "Unmatched-Refuse";

    [Function(Name)]
    [Undescribed("It takes what no call takes.")]
    public static IResult Refuse([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        throw new ApiException(ApiErrorCode.NotFound, $"There is no {request.Method} {request.Path}.");
}
