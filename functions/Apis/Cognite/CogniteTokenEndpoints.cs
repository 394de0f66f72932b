using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Apis.Cognite;

/// <summary>Reports what the caller's token or key grants.</summary>
public static class CogniteTokenEndpoints
{
    [Function("Cognite-InspectToken")]
    [Answers(200, typeof(InspectResponse))]
    public static IResult Inspect([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/token/inspect")] HttpRequest request)
    {
        var caller = request.HttpContext.Features.GetRequiredFeature<CogniteCaller>();
        // One of our keys grants every project of its account; the account's name is given as the project.
        IReadOnlyList<string> projects = caller.Projects ?? [caller.Account!];
        string[] actions = [.. caller.CanRead ? ["READ"] : (string[])[], .. caller.CanWrite ? ["WRITE"] : (string[])[]];
        var scope = new ProjectScope(caller.Projects, caller.Projects is null ? new EmptyResponse() : null);
        return CogniteJson.Answer(new InspectResponse(
            caller.Subject,
            [.. projects.Select(project => new InspectedProject(project, []))],
            actions.Length == 0 ? [] : [new InspectedCapability(new FilesCapability(actions, new CapabilityScope(new EmptyResponse())), scope)]));
    }
}
