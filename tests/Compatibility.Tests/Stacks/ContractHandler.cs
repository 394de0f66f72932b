using System.Text.Json;
using System.Text.Json.Nodes;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>Checks every response of the server against the server's own description, and fails a request whose response differs.</summary>
/// <param name="server">The server whose responses are checked; others pass.</param>
internal sealed class ContractHandler(Uri server) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    /// <summary>Every server here runs the same code.</summary>
    private static ApiContract? _contract;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.Authority == server.Authority)
        {
            _contract ??= await FetchAsync(cancellationToken);
            var contentType = answer.Content.Headers.ContentType?.MediaType;
            JsonElement? body = null;
            if (contentType == "application/json" && request.Method != HttpMethod.Head)
            {
                await answer.Content.LoadIntoBufferAsync(cancellationToken);
                body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(cancellationToken));
            }

            Assert.Null(_contract.FindFault(request.Method.Method, request.RequestUri.AbsolutePath, (int)answer.StatusCode, contentType, body));
        }

        return answer;
    }

    private async Task<ApiContract> FetchAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "openapi.json"));
        using var answer = await base.SendAsync(request, cancellationToken);
        return new ApiContract(JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken))!);
    }
}
