using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Health;

/// <summary>Sends every part that the app needs its cheapest request.</summary>
public sealed class HealthProbes(
    BlobServiceClient blobs, TableServiceClient tables, ServiceBusClient queues, IHttpClientFactory http, IOptions<HealthOptions> options)
{
    // Kept open: a probe would spend most of its time opening links.
    private readonly ServiceBusReceiver _requests = queues.CreateReceiver(QueueNames.Requests);
    private readonly ServiceBusReceiver _completions = queues.CreateReceiver(QueueNames.Completions);

    /// <returns>For each part null, or why it fails.</returns>
    public async Task<IReadOnlyDictionary<string, string?>> RunAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var probes = new Dictionary<string, Func<CancellationToken, Task>>
        {
            ["blobs"] = token => blobs.GetBlobContainerClient(Containers.Inputs).ExistsAsync(token),
            ["tables"] = AskTableAsync,
            ["requests"] = token => _requests.PeekMessagesAsync(1, null, token),
            ["completions"] = token => _completions.PeekMessagesAsync(1, null, token),
            ["durable"] = token => durable.GetInstanceAsync("health", false, token),
        };
        for (var i = 0; i < options.Value.WorkerUrls.Count; i++)
        {
            var url = options.Value.WorkerUrls[i];
            probes[$"worker{i}"] = token => AskWorkerAsync(url, token);
        }

        var reasons = await Task.WhenAll(probes.Values.Select(probe => TryAsync(probe, cancellationToken)));
        return probes.Keys.Zip(reasons).ToDictionary(part => part.First, part => part.Second);
    }

    private async Task<string?> TryAsync(Func<CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            await probe(limit.Token).WaitAsync(limit.Token);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Any exception from a part is its health status.
            return PartFailure.Describe(exception);
        }
    }

    /// <summary>The table need not exist yet.</summary>
    private async Task AskTableAsync(CancellationToken cancellationToken)
    {
        var names = tables.QueryAsync(table => table.Name == JobTable.Name, maxPerPage: 1, cancellationToken);
        await using var pages = names.GetAsyncEnumerator(cancellationToken);
        await pages.MoveNextAsync();
    }

    private async Task AskWorkerAsync(Uri url, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(nameof(HealthProbes));
        using var answer = await client.GetAsync(url, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
