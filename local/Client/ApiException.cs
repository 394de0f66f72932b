using System.Net;

namespace SegFunctions.Local.Client;

/// <summary>The server's response was not a success.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">The API's error code; null if the body did not have the API's shape.</param>
/// <param name="message">A sentence for the user.</param>
internal sealed class ApiException(HttpStatusCode status, string? code, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    public string? Code { get; } = code;

    /// <summary>Whether the content itself was refused, so that other content may still be accepted.</summary>
    public bool IsAboutContent => Code is not null && Status is
        HttpStatusCode.BadRequest or HttpStatusCode.RequestTimeout or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType;
}
