using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>A proxy in front of a server: it forwards every call, with the addresses in the responses pointing to itself, until the test says otherwise.</summary>
/// <remarks>
/// Of the status requests in a row, only the first two have numbers of their own: how many there are depends on how busy the machine is, and the third finds what the second found.
/// </remarks>
internal sealed partial class Gate : IAsyncDisposable
{
    public const int Broken = 0;

    private readonly WebApplication _gate;
    private readonly HttpClient _server;
    private readonly Lock _counting = new();
    private int _calls;
    private int _polls;

    private Gate(WebApplication gate, Uri server)
    {
        _gate = gate;
        _server = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = server };
    }

    public Uri Url => new(_gate.Urls.Single());

    /// <summary>Numbered calls since the last <see cref="BreakFrom"/>.</summary>
    public int Calls => _calls;

    /// <summary>Gets each call's number from 0 and its path: null lets it through, <see cref="Broken"/> breaks the connection, any other value is the refusal's status.</summary>
    public Func<int, string, int?> Refuses { get; set; } = static (_, _) => null;

    public static async Task<Gate> OpenAsync(Uri server, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var gate = new Gate(app, server);
        app.Run(gate.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return gate;
    }

    /// <summary>Every connection breaks from call <paramref name="number"/> on.</summary>
    public void BreakFrom(int number)
    {
        lock (_counting)
        {
            (_calls, _polls) = (0, 0);
        }

        Refuses = (call, _) => call >= number ? Broken : null;
    }

    public void Open() => Refuses = static (_, _) => null;

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _gate.DisposeAsync();
    }

    private static async Task RefuseAsync(HttpContext context, int status)
    {
        if (status == Broken)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error = "refused", message = "By the gate." }, context.RequestAborted);
    }

    [GeneratedRegex("^/v1/jobs/[^/]+$")]
    private static partial Regex Status();

    /// <returns>The call's number.</returns>
    private int Count(HttpRequest request)
    {
        lock (_counting)
        {
            _polls = HttpMethods.IsGet(request.Method) && Status().IsMatch(request.Path.Value!) ? _polls + 1 : 0;
            return _polls > 2 ? _calls - 1 : _calls++;
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Refuses(Count(context.Request), context.Request.Path.Value!) is { } status)
        {
            await RefuseAsync(context, status);
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        request.Content = body.Length > 0 ? new ByteArrayContent(body.ToArray()) : null;
        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Transfer-Encoding" or "Content-Length")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (string?)value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (string?)value);
            }
        }

        using var response = await _server.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (context.Response.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            var text = await response.Content.ReadAsStringAsync(context.RequestAborted);
            await context.Response.WriteAsync(text.Replace(_server.BaseAddress!.AbsoluteUri, Url.AbsoluteUri, StringComparison.Ordinal), context.RequestAborted);
        }
        else if (response.StatusCode != HttpStatusCode.NoContent)
        {
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
