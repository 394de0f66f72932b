using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Webhooks.Deliveries;
using SegFunctions.Webhooks.Endpoints;

namespace SegFunctions.Apis.Own;

/// <summary>Lists and replays an account's webhook deliveries.</summary>
public sealed class DeliveryEndpoints(DeliveryTable table, DeliveryClient deliveries)
{
    private const string Route = "v1/webhooks/deliveries";
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    [Function("Own-ListDeliveries")]
    [Parameter("limit", "1–100, default 20.", Type = typeof(int))]
    [Parameter("nextToken", "The nextToken of the previous page.")]
    [Parameter("jobId", "Only deliveries about this job.")]
    [Parameter("endpointId", "Only deliveries to this endpoint.")]
    [Answers(200, typeof(DeliveriesResponse))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var (query, limit) = ReadQuery(request);
        var found = await table.ListAsync(query, cancellationToken).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).Select(WebhookMapping.ToItem).ToList();
        return OwnJson.Answer(new DeliveriesResponse(page, found.Count > limit ? page[^1].DeliveryId : null));
    }

    [Function("Own-GetDelivery")]
    [Answers(200, typeof(DeliveryResponse))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route + "/{deliveryId}")] HttpRequest request, CancellationToken cancellationToken) =>
        OwnJson.Answer(WebhookMapping.ToResponse((await table.FindAsync(ReadKey(request), cancellationToken) ?? throw NotFound()).Delivery));

    [Function("Own-ReplayDelivery")]
    [Answers(202, typeof(DeliveryStartedResponse))]
    public async Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{deliveryId}/replay")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var key = ReadKey(request);
        _ = await table.FindAsync(key, cancellationToken) ?? throw NotFound();
        return await deliveries.TryReplayAsync(durable, key, cancellationToken)
            ? OwnJson.Answer(new DeliveryStartedResponse(key.Id), StatusCodes.Status202Accepted)
            : throw new ApiException(ApiErrorCode.RequestInvalid, "The delivery's receiver was deleted or is disabled.");
    }

    [Function("Own-ReplayDeliveries")]
    [Takes(typeof(ReplayRequest))]
    [Answers(202, typeof(ReplayResponse))]
    public async Task<IResult> ReplayAllAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/replay")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var wanted = WireReader.ReadWhole<ReplayRequest>(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var query = new DeliveryQuery(request.Account(), Receiver: wanted.EndpointId, From: wanted.From, To: wanted.To);
        var found = await table.ListAsync(query, cancellationToken).Take(MaxLimit + 1).ToListAsync(cancellationToken);
        if (found.Count > MaxLimit)
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, $"There are more than {MaxLimit} deliveries in this period. Choose a shorter one.");
        }

        var replayed = new List<string>();
        foreach (var delivery in found)
        {
            if (await deliveries.TryReplayAsync(durable, delivery.Key, cancellationToken))
            {
                replayed.Add(delivery.Key.Id);
            }
        }

        return OwnJson.Answer(new ReplayResponse(replayed), StatusCodes.Status202Accepted);
    }

    /// <exception cref="ApiException">Names every fault.</exception>
    private static (DeliveryQuery Query, int Limit) ReadQuery(HttpRequest request)
    {
        var faults = new WireFaults();
        var (account, limit) = (request.Account(), DefaultLimit);
        if (Text("limit") is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit))
        {
            faults.Add("limit", $"must be a whole number from 1 to {MaxLimit}");
        }

        DeliveryKey? after = null;
        if (Text("nextToken") is { } token && !DeliveryKey.TryParse(account, token, out after))
        {
            faults.Add("nextToken", "was not issued by this server");
        }

        JobId job = default;
        if (Text("jobId") is { } id && !JobId.TryParse(id, out job))
        {
            faults.Add("jobId", "is not a job's id");
        }

        var endpoint = Text("endpointId");
        if (endpoint is not null && !WebhookEndpoint.IsId(endpoint))
        {
            faults.Add("endpointId", "is not an endpoint's id");
        }

        faults.ThrowIfAny();
        return (new DeliveryQuery(account, after, Text("jobId") is null ? null : job, Receiver: endpoint), limit);

        string? Text(string name) => request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    private static DeliveryKey ReadKey(HttpRequest request) =>
        DeliveryKey.TryParse(request.Account(), request.RouteText("deliveryId"), out var key) ? key : throw NotFound();

    private static ApiException NotFound() => new(ApiErrorCode.NotFound, "There is no such delivery.");
}
