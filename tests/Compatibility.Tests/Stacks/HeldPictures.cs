using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A site that serves its picture only when a test says so.</summary>
internal sealed class HeldPictures : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly TaskCompletionSource _asked = new();
    private readonly TaskCompletionSource _released = new();
    private int _requests;

    private HeldPictures(WebApplication site) => _site = site;

    /// <summary>Completes when the job has requested its picture.</summary>
    public Task Asked => _asked.Task;

    public int Requests => _requests;

    public string Url => _site.Urls.Single();

    public object Job => new { type = "image", prompts = (string[])["boat"], inputUrls = (string[])[Url] };

    public static async Task<HeldPictures> StartAsync(CancellationToken cancellationToken)
    {
        var photo = await TestSetup.GetPhotoAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        var pictures = new HeldPictures(site);
        site.Run(async context =>
        {
            Interlocked.Increment(ref pictures._requests);
            pictures._asked.TrySetResult();
            await pictures._released.Task.WaitAsync(context.RequestAborted);
            await Results.File(photo, "image/jpeg").ExecuteAsync(context);
        });
        await site.StartAsync(cancellationToken);
        return pictures;
    }

    public void Release() => _released.TrySetResult();

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
