using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.SampleApp.Http;

/// <summary>Bodies, both ways.</summary>
public static class BodyFunctions
{
    private const int Piece = 65536;

    [Function("Upload")]
    public static async Task<IActionResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "upload")] HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var digest = await SHA256.HashDataAsync(request.Body, cancellationToken);
            return new OkObjectResult(Convert.ToHexString(digest));
        }
        catch (BadHttpRequestException refused)
        {
            // The worker's own server measures the client's rate too, and may be the first to give up.
            return new StatusCodeResult(refused.StatusCode);
        }
    }

    [Function("Download")]
    public static async Task<IActionResult> DownloadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "download/{bytes:long}")] HttpRequest request, long bytes, CancellationToken cancellationToken)
    {
        HttpResponse response = request.HttpContext.Response;
        response.ContentLength = bytes;
        var piece = new byte[Piece];
        for (var left = bytes; left > 0; left -= piece.Length)
        {
            await response.Body.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), cancellationToken);
        }

        return new EmptyResult();
    }

    [Function("Events")]
    public static async Task<IActionResult> EventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "events")] HttpRequest request, CancellationToken cancellationToken)
    {
        HttpResponse response = request.HttpContext.Response;
        response.ContentType = "text/event-stream";
        for (var i = 0; i < 3; i++)
        {
            await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"data: {i}\n\n"), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(200, cancellationToken);
        }

        return new EmptyResult();
    }

    /// <summary>Responds after reading only as much of the body as requested.</summary>
    [Function("Refuse")]
    public static async Task<IActionResult> RefuseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "refuse/{status:int}")] HttpRequest request, int status, CancellationToken cancellationToken)
    {
        if (int.TryParse(request.Query["read"], CultureInfo.InvariantCulture, out var bytes) && bytes > 0)
        {
            await request.Body.ReadExactlyAsync(new byte[bytes], cancellationToken);
        }

        return new ObjectResult(new { error = "refused" }) { StatusCode = status };
    }
}
