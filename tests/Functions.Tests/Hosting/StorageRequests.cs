using System.Collections.Concurrent;
using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace SegFunctions.Tests.Hosting;

/// <summary>Observes clients' requests to Azurite, and refuses them on demand.</summary>
internal sealed class StorageRequests : HttpPipelineSynchronousPolicy
{
    /// <summary>Method and path, such as <c>POST /devstoreaccount1/$batch</c>.</summary>
    public ConcurrentQueue<string> Seen { get; } = [];

    /// <summary>The same, once they have been answered.</summary>
    public ConcurrentQueue<string> Answered { get; } = [];

    /// <summary>Whether a request fails before it is sent.</summary>
    public Func<string, bool> Fails { get; set; } = _ => false;

    public TableServiceClient Watch(Azurite azurite)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        return new TableServiceClient(azurite.ConnectionString, options);
    }

    public BlobServiceClient WatchBlobs(Azurite azurite)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        return new BlobServiceClient(azurite.ConnectionString, options);
    }

    /// <summary>Waits until so many requests have been answered.</summary>
    public async Task WaitAsync(int answered, CancellationToken cancellationToken)
    {
        while (Answered.Count < answered)
        {
            await Task.Delay(5, cancellationToken);
        }
    }

    public override void OnReceivedResponse(HttpMessage message) => Answered.Enqueue(NameOf(message));

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = NameOf(message);
        Seen.Enqueue(request);
        if (Fails(request))
        {
            throw new RequestFailedException((int)HttpStatusCode.ServiceUnavailable, "The server is busy (a test's doing).");
        }
    }

    private static string NameOf(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.ToUri().AbsolutePath}";
}
