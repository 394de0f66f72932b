using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Fetching;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;
using SegFunctions.Webhooks.Endpoints;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Apis.Own;

/// <summary>An account's webhook endpoints, which receive events of its jobs from all APIs.</summary>
public sealed class ReceiverEndpoints(EndpointRegistry registry, EndpointTable table, DeliveryClient deliveries, OutgoingUrls outgoing, TimeProvider time)
{
    private const string Route = "v1/webhooks/endpoints";

    [Function("Own-CreateEndpoint")]
    [Takes(typeof(CreateEndpointRequest))]
    [Answers(201, typeof(EndpointSecretResponse))]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = Read<CreateEndpointRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken), body => body.Url);
        var endpoint = WebhookMapping.ToEndpoint(wanted, request.Account(), WebhookMessage.ToSecond(time.GetUtcNow()));
        return await registry.TryAddAsync(endpoint, cancellationToken)
            ? OwnJson.Answer(new EndpointSecretResponse(endpoint.Receiver.Secret!, ToItem(endpoint)), StatusCodes.Status201Created)
            : throw new ApiException(ApiErrorCode.RequestInvalid, $"An account may have at most {registry.MaxEndpoints} endpoints. Delete one first.");
    }

    [Function("Own-ListEndpoints")]
    [Answers(200, typeof(EndpointsResponse))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        OwnJson.Answer(new EndpointsResponse([.. (await table.ListAsync(request.Account(), cancellationToken)).Select(ToItem)]));

    [Function("Own-GetEndpoint")]
    [Answers(200, typeof(EndpointItem))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route + "/{endpointId}")] HttpRequest request, CancellationToken cancellationToken) =>
        OwnJson.Answer(ToItem(await table.FindAsync(request.Account(), ReadId(request), cancellationToken) ?? throw NotFound()));

    [Function("Own-ChangeEndpoint")]
    [Takes(typeof(ChangeEndpointRequest))]
    [Answers(200, typeof(EndpointItem))]
    public async Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Route + "/{endpointId}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var id = ReadId(request);
        var wanted = Read<ChangeEndpointRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken), body => body.Url);
        var changed = await registry.ChangeAsync(request.Account(), id, endpoint => WebhookMapping.Change(endpoint, wanted), cancellationToken);
        return OwnJson.Answer(ToItem(changed ?? throw NotFound()));
    }

    [Function("Own-DeleteEndpoint")]
    [Answers(204)]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{endpointId}")] HttpRequest request, CancellationToken cancellationToken) =>
        await registry.RemoveAsync(request.Account(), ReadId(request), cancellationToken) ? TypedResults.NoContent() : throw NotFound();

    /// <summary>Sends a test message to the endpoint.</summary>
    [Function("Own-TestEndpoint")]
    [Answers(202, typeof(DeliveryStartedResponse))]
    public async Task<IResult> TestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{endpointId}/test")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var endpoint = await table.FindAsync(request.Account(), ReadId(request), cancellationToken) ?? throw NotFound();
        return endpoint.Disabled is null
            ? OwnJson.Answer(
                new DeliveryStartedResponse((await deliveries.TestAsync(durable, endpoint, cancellationToken)).Id), StatusCodes.Status202Accepted)
            : throw new ApiException(ApiErrorCode.RequestInvalid, "The endpoint is disabled. Enable it first.");
    }

    [Function("Own-RotateSecret")]
    [Takes(typeof(RotateSecretRequest))]
    [Answers(200, typeof(EndpointSecretResponse))]
    public async Task<IResult> RotateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{endpointId}/rotate-secret")] HttpRequest request, CancellationToken cancellationToken)
    {
        var id = ReadId(request);
        var wanted = WireReader.ReadWhole<RotateSecretRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var rotated = await registry.RotateAsync(
            request.Account(), id, wanted.Secret ?? WebhookSecret.Draw(), wanted.Overlap, cancellationToken) ?? throw NotFound();
        return OwnJson.Answer(new EndpointSecretResponse(rotated.Receiver.Secret!, ToItem(rotated)));
    }

    /// <exception cref="ApiException">Names every fault, including those of the address.</exception>
    private T Read<T>(JsonElement body, Func<T, string?> urlOf)
    {
        var faults = new WireFaults();
        var request = new WireReader(faults).Read<T>(body);
        var name = WireShape.NameOf<T>(nameof(CreateEndpointRequest.Url));
        if (urlOf(request) is { } url && !faults.Has(name) && outgoing.FindWebhookFault(url) is { } fault)
        {
            faults.Add(name, fault);
        }

        faults.ThrowIfAny();
        return request;
    }

    private EndpointItem ToItem(WebhookEndpoint endpoint) => WebhookMapping.ToItem(endpoint, time.GetUtcNow());

    private static string ReadId(HttpRequest request) => request.RouteText("endpointId") is var id && WebhookEndpoint.IsId(id) ? id : throw NotFound();

    private static ApiException NotFound() => new(ApiErrorCode.NotFound, "There is no such endpoint.");
}
