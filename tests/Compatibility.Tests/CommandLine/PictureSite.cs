using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>A web site with a picture at every address except <c>/absent.png</c>.</summary>
internal sealed class PictureSite : IAsyncDisposable
{
    private readonly WebApplication _site;

    private PictureSite(WebApplication site) => _site = site;

    /// <summary>With a trailing slash.</summary>
    public Uri Url => new(_site.Urls.Single());

    public static async Task<PictureSite> StartAsync(byte[] picture, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.Run(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/absent.png" ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            await context.Response.Body.WriteAsync(context.Response.StatusCode == StatusCodes.Status200OK ? picture : [], context.RequestAborted);
        });
        await site.StartAsync(cancellationToken);
        return new PictureSite(site);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
