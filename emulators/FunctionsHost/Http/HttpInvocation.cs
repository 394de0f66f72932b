using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Rpc.Messages;
using Microsoft.AspNetCore.Http;

namespace Emulators.FunctionsHost.Http;

/// <summary>One request in its two halves: the call of the function over the stream, and the request itself, forwarded to the worker's server.</summary>
/// <param name="Id">Joins the two halves in the worker.</param>
/// <param name="Outcome">The function's response. Fails if the function throws or its worker is lost.</param>
internal sealed record HttpInvocation(string Id, Task<InvocationResponse> Outcome)
{
    private static readonly object Key = new();

    public static HttpInvocation Of(HttpContext http) => (HttpInvocation)http.Items[Key]!;

    public void Attach(HttpContext http) => http.Items[Key] = this;

    /// <returns>True if the function ended without a fault.</returns>
    public async Task<bool> SucceedsAsync()
    {
        await ((Task)Outcome).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Outcome.IsCompletedSuccessfully;
    }

    /// <summary>The message that calls the function. It carries the route values but not the request itself.</summary>
    public static InvocationRequest Request(string id, HostFunction function, HttpContext http)
    {
        var request = new InvocationRequest
        {
            InvocationId = id,
            InputData = { new ParameterBinding { Name = function.Trigger.Name, Data = new TypedData { Http = new RpcHttp() } } },
        };
        foreach (var (name, value) in http.Request.RouteValues)
        {
            if (value?.ToString() is { } text)
            {
                request.TriggerMetadata[name] = new TypedData { String = text };
            }
        }

        return request;
    }
}
