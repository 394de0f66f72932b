using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Health;

/// <summary>Sends each part that the app depends on the cheapest possible request, which throws if the part does not work.</summary>
public sealed class PartChecks(BlobServiceClient blobs, TableServiceClient tables, ServiceBusClient queues, IHttpClientFactory http)
{
    // Kept open: otherwise a check would spend most of its time opening links.
    private readonly ServiceBusReceiver _requests = queues.CreateReceiver(QueueNames.Requests);
    private readonly ServiceBusReceiver _updates = queues.CreateReceiver(QueueNames.Updates);

    private DurableTaskClient? _durable;

    /// <summary>Sets the client that <see cref="AskDurableAsync"/> asks: the Functions worker hands it to triggers only, the same one each time.</summary>
    public void Use(DurableTaskClient durable) => _durable = durable;

    public Task AskBlobsAsync(CancellationToken cancellationToken) => blobs.GetBlobContainerClient(Containers.Inputs).ExistsAsync(cancellationToken);

    /// <summary>Asks for the names of tables, since the app's own need not exist yet.</summary>
    public async Task AskTablesAsync(CancellationToken cancellationToken)
    {
        var names = tables.QueryAsync(table => table.Name == JobTable.Name, maxPerPage: 1, cancellationToken);
        await using var pages = names.GetAsyncEnumerator(cancellationToken);
        await pages.MoveNextAsync();
    }

    public Task AskRequestsAsync(CancellationToken cancellationToken) => _requests.PeekMessagesAsync(1, null, cancellationToken);

    public Task AskUpdatesAsync(CancellationToken cancellationToken) => _updates.PeekMessagesAsync(1, null, cancellationToken);

    public Task AskDurableAsync(CancellationToken cancellationToken) => _durable!.GetInstanceAsync("health", false, cancellationToken);

    public async Task AskWorkerAsync(Uri url, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(nameof(PartChecks));
        using var answer = await client.GetAsync(url, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
