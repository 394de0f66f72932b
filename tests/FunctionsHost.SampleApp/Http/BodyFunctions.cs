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
        var digest = await SHA256.HashDataAsync(request.Body, cancellationToken);
        return new OkObjectResult(Convert.ToHexString(digest));
    }

    [Function("FirstBytes")]
    public static async Task<IActionResult> FirstBytesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "first-bytes")] HttpRequest request, CancellationToken cancellationToken)
    {
        // The answer begins while the request's body is still under way.
        var buffer = new byte[1];
        await request.Body.ReadExactlyAsync(buffer, cancellationToken);
        HttpResponse response = request.HttpContext.Response;
        await response.Body.WriteAsync(buffer, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        await request.Body.CopyToAsync(response.Body, cancellationToken);
        return new EmptyResult();
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

    /// <summary>Answers without a look at the body.</summary>
    [Function("Refuse")]
    public static IActionResult Refuse([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "refuse/{status:int}")] HttpRequest request, int status) =>
        new ObjectResult(new { error = "refused" }) { StatusCode = status };
}
