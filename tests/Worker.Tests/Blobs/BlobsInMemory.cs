using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace SegFunctions.Worker.Tests.Blobs;

/// <summary>A storage account in a dictionary, which responds to the real client through its transport.</summary>
internal sealed class BlobsInMemory : HttpMessageHandler
{
    private const string Account = "account";

    private readonly Dictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public BlobsInMemory() => Client = new BlobServiceClient(
        // With a numeric address, the client takes the first part of the path for the account.
        new Uri($"http://127.0.0.1/{Account}"),
        new BlobClientOptions { Transport = new HttpClientTransport(this), Retry = { MaxRetries = 0 } });

    public BlobServiceClient Client { get; }

    /// <summary>Overrides responses as long as it returns something.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>> Before { get; set; } = static (_, _) => Task.FromResult<HttpResponseMessage?>(null);

    /// <summary>Names of all blobs, with their containers.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _blobs.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    public void Put(string name, byte[] content)
    {
        lock (_lock)
        {
            _blobs[name] = content;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (await Before(request, cancellationToken) is { } other)
        {
            return other;
        }

        var name = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath)[(Account.Length + 2)..];
        if (request.RequestUri.Query.Contains("comp=list", StringComparison.Ordinal))
        {
            return Answer(HttpStatusCode.OK, List(name + "/"));
        }

        byte[]? content;
        lock (_lock)
        {
            content = _blobs.GetValueOrDefault(name);
            if (request.Method == HttpMethod.Delete && _blobs.Remove(name))
            {
                return Answer(HttpStatusCode.Accepted, []);
            }
        }

        if (request.Method == HttpMethod.Put)
        {
            if (content is not null && request.Headers.IfNoneMatch.Count > 0)
            {
                return Answer(HttpStatusCode.Conflict, [], "BlobAlreadyExists");
            }

            Put(name, await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            return Answer(HttpStatusCode.Created, []);
        }

        return content is null ? Answer(HttpStatusCode.NotFound, [], "BlobNotFound")
            : request.Headers.IfNoneMatch.Any(known => known.Tag == VersionOf(content)) ? Answer(HttpStatusCode.NotModified, [], "ConditionNotMet", VersionOf(content))
            : Answer(HttpStatusCode.OK, content, version: VersionOf(content));
    }

    /// <summary>An ETag.</summary>
    private static string VersionOf(byte[] content) => $"\"{Convert.ToHexString(SHA256.HashData(content))}\"";

    /// <summary>Everything in a container, whatever prefix is requested.</summary>
    private byte[] List(string container)
    {
        var names = Names.Where(name => name.StartsWith(container, StringComparison.Ordinal)).Select(name => new XElement("Blob", new XElement("Name", name[container.Length..]), new XElement("Properties")));
        return Encoding.UTF8.GetBytes(new XElement("EnumerationResults", new XElement("Blobs", names), new XElement("NextMarker")).ToString());
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, byte[] content, string? error = null, string version = "\"1\"")
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(content) };
        response.Headers.Add("ETag", version);
        response.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        response.Content.Headers.ContentLength = content.Length;
        if (error is not null)
        {
            response.Headers.Add("x-ms-error-code", error);
        }

        return response;
    }
}
