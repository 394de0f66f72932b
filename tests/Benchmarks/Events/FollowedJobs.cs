using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Benchmarks.Events;

/// <summary>Several simultaneous jobs that get their pictures from the benchmark's own site, one by one.</summary>
internal sealed class FollowedJobs : IAsyncDisposable
{
    /// <summary>Together they hold fewer activities than an app runs at once, so that the job beside them does not have to wait.</summary>
    private const int Jobs = 5;
    private const int Pictures = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http;
    private readonly WebApplication _site;
    private SemaphoreSlim _released = new(0);

    private FollowedJobs(HttpClient http, WebApplication site) => (_http, _site) = (http, site);

    public static async Task<FollowedJobs> StartAsync(HttpClient http, byte[] picture, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        var followed = new FollowedJobs(http, site);
        site.Run(async context =>
        {
            await followed._released.WaitAsync(context.RequestAborted);
            await TypedResults.Bytes(picture, "image/png").ExecuteAsync(context);
        });
        await site.StartAsync(cancellationToken);
        return followed;
    }

    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken)
    {
        _released = new SemaphoreSlim(0);
        var inputUrls = Enumerable.Range(0, Pictures).Select(i => $"{_site.Urls.Single()}/{i}.png").ToList();
        var ids = new List<string>();
        for (var i = 0; i < Jobs; i++)
        {
            using var accepted = await _http.PostAsJsonAsync("v1/jobs", new { type = "image", inputUrls, prompts = (string[])["boat"] }, cancellationToken);
            ids.Add((await accepted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("jobId").GetString()!);
        }

        return ids;
    }

    /// <summary>Serves the pictures, one per job at a time, with pauses.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        for (var picture = 0; picture < Pictures; picture++)
        {
            await Task.Delay(Pause, cancellationToken);
            _released.Release(Jobs);
        }
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
