using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Apis.Own;

/// <summary>Refuses what no other function matches, in the shape of the API that the path belongs to, and only with a valid key.</summary>
public static class UnmatchedEndpoints
{
    /// <summary>The host matches HTTP functions in order of their names, so this one sorts after all others.</summary>
    public const string Name = "Unmatched-Refuse";

    [Function(Name)]
    [Undescribed("It matches only what no call does.")]
    public static IResult Refuse([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        throw new ApiException(ApiErrorCode.NotFound, $"There is no {request.Method} {request.Path}.");
}
