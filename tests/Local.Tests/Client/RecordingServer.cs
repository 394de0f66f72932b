using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Local.Tests.Client;

/// <summary>A server that responds as a test says, and records its requests.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RecordingServer(WebApplication server) => _server = server;

    public string Url => _server.Urls.Single();

    /// <summary>Status and JSON of every response; empty for no JSON.</summary>
    public (int Status, string Json) Answer { get; set; } = (StatusCodes.Status200OK, "{}");

    public List<RecordedRequest> Requests { get; } = [];

    public static async Task<RecordingServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new RecordingServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Requests.Add(new RecordedRequest(
            $"{context.Request.Method} {context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}",
            context.Request.Headers["x-api-key"].ToString(),
            context.Request.Headers["Idempotency-Key"].ToString(),
            body.Length == 0 ? null : JsonDocument.Parse(body).RootElement));
        context.Response.StatusCode = Answer.Status;
        if (Answer.Json.Length > 0)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Answer.Json, context.RequestAborted);
        }
    }
}

/// <param name="Line">Method and target, as sent.</param>
/// <param name="ApiKey">Empty if none was sent.</param>
/// <param name="IdempotencyKey">Empty if none was sent.</param>
/// <param name="Body">Null if there was none.</param>
internal sealed record RecordedRequest(string Line, string ApiKey, string IdempotencyKey, JsonElement? Body);
