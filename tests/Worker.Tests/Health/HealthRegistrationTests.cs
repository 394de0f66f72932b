using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegFunctions.Worker.Health;

namespace SegFunctions.Worker.Tests.Health;

public sealed class HealthRegistrationTests
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_probe_answers_200_while_every_part_is_healthy_and_names_the_parts()
    {
        await using var app = await StartAsync();
        app.Services.GetRequiredService<QueueHealth>().Started();
        app.Services.GetRequiredService<NetworksHealth>().Reached("opening");

        var (status, body) = await ProbeAsync(app);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"status":"healthy","parts":{"queue":"receiving requests","models":"opening"}}""", body);
    }

    [Fact]
    public async Task The_probe_answers_503_until_a_networks_fault_is_over()
    {
        await using var app = await StartAsync();
        app.Services.GetRequiredService<QueueHealth>().Started();
        var networks = app.Services.GetRequiredService<NetworksHealth>();
        networks.Failed("npm is missing.");

        var (status, body) = await ProbeAsync(app);
        networks.Reached("ready");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), (status, (string?)JsonNode.Parse(body)!["status"]));
        Assert.Equal("npm is missing.", (string?)JsonNode.Parse(body)!["parts"]!["models"]);
        Assert.Equal(HttpStatusCode.OK, (await ProbeAsync(app)).Status);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddHealth();
        var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(TestEnd);
        return app;
    }

    private static async Task<(HttpStatusCode Status, string Body)> ProbeAsync(WebApplication app)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        using var response = await http.GetAsync("healthz", TestEnd);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestEnd));
    }
}
