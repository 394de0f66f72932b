using System.Net;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using SegFunctions.Links;

namespace SegFunctions.Apis.Playground;

/// <summary>
/// Gives the playground of <c>serve</c> its key. Any page in the user's browser can send requests to this machine, by its address
/// or by a name that resolves to it, so the request must come from a page with this service's own origin.
/// </summary>
/// <param name="options">The key, if there is one.</param>
/// <param name="links">The address of this service.</param>
public sealed class LocalKey(IOptions<PlaygroundOptions> options, IOptions<LinkOptions> links)
{
    private const string LoopbackName = "localhost";
    private const string Reason = "The key is only for the page at this machine's own address.";

    /// <returns>The key, or 421 for a request with a Host header that is not this machine's own.</returns>
    /// <exception cref="ApiException">There is no such key, or the request comes from another page.</exception>
    public IResult HandOut(HttpRequest request)
    {
        if (options.Value.LocalKey is not { } key)
        {
            throw new ApiException(ApiErrorCode.NotFound, "This server has no key to hand out. Enter one.");
        }

        if (!IsThisAddress(request.Host))
        {
            return TypedResults.Json(new WrongHostResponse("host_unknown", Reason), statusCode: StatusCodes.Status421MisdirectedRequest);
        }

        if (request.Headers["Sec-Fetch-Site"] is not ["same-origin" or "none"])
        {
            throw new ApiException(ApiErrorCode.Forbidden, Reason);
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new KeyResponse(key));
    }

    /// <summary>Prevents DNS rebinding: another page could reach this machine by a name of its own.</summary>
    private bool IsThisAddress(HostString host) =>
        host.Port == links.Value.PublicBaseUrl!.Port
        && (host.Host.Equals(LoopbackName, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private sealed record KeyResponse([property: JsonPropertyName("key")] string Key);

    /// <summary>An error in the shape of our own, with a code that no API error has.</summary>
    private sealed record WrongHostResponse([property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("message")] string Message);
}
