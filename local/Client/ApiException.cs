using System.Net;

namespace SegFunctions.Local.Client;

/// <summary>The server answered with something else than success.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">The contract's word; null when the body was not in its shape.</param>
/// <param name="message">For people.</param>
internal sealed class ApiException(HttpStatusCode status, string? code, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    public string? Code { get; } = code;

    /// <summary>Whether it is what was sent that is refused, so that something else may still be taken.</summary>
    public bool IsAboutContent => Code is not null && Status is
        HttpStatusCode.BadRequest or HttpStatusCode.RequestTimeout or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType;
}
