using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Telemetry;

namespace SegFunctions.Apis.Own;

/// <summary>API keys, for operators of the service.</summary>
public sealed class KeyEndpoints(ApiKeys keys, TimeProvider time, ILogger<KeyEndpoints> logger)
{
    [Function("Own-CreateKey")]
    [RequiresScope(KeyScopes.Manage)]
    [Takes(typeof(CreateKeyRequest))]
    [Answers(201, typeof(KeyCreatedResponse))]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/keys")] HttpRequest request, CancellationToken cancellationToken)
    {
        var describe = ManagementJson.ReadKey(await JsonBody.ReadObjectAsync(request, cancellationToken), time.GetUtcNow());
        var (key, secret) = await keys.CreateAsync(describe, cancellationToken);
        var (id, manager) = (key.Id, request.Key().Id);
        logger.KeyCreated(id, key.Account, manager);
        return TypedResults.Json(new KeyCreatedResponse(secret, ManagementJson.ToItem(key)), statusCode: StatusCodes.Status201Created);
    }

    [Function("Own-ListKeys")]
    [RequiresScope(KeyScopes.Manage)]
    [Answers(200, typeof(KeysResponse))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/keys")] HttpRequest request, CancellationToken cancellationToken)
    {
        var known = await keys.ListAsync(cancellationToken);
        return TypedResults.Json(new KeysResponse([.. known.Select(ManagementJson.ToItem)]));
    }

    [Function("Own-RevokeKey")]
    [RequiresScope(KeyScopes.Manage)]
    [Answers(204)]
    public async Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "manage/keys/{keyId}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var id = request.RouteText("keyId");
        if (!await keys.RevokeAsync(id, cancellationToken))
        {
            throw new ApiException(ApiErrorCode.NotFound, "There is no such key. A key from the settings must be removed there.");
        }

        var manager = request.Key().Id;
        logger.KeyRevoked(id, manager);
        return TypedResults.NoContent();
    }
}
