using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Hooks;

/// <summary>The hook after a deployment, with a healthy server in place of the deployed one and a program in place of dotnet.</summary>
public sealed class PostdeployTests : IAsyncLifetime
{
    private readonly HookFolder _folder = new();
    private readonly WebApplication _server = BuildServer();
    private string _url = "";

    [Fact]
    public async Task Asks_the_deployed_service_for_a_job_and_then_for_every_transcript()
    {
        await _folder.StandInAsync("dotnet", "\"$SEG_API_KEY|$SEG_TEST_SERVER|$SEG_TEST_KEY|$*\"");

        var (exitCode, output, told) = await _folder.RunAsync("postdeploy.sh", new() { ["API_BASE_URL"] = _url, ["SEG_API_KEY"] = "the key" });

        Assert.True(exitCode == 0, output);
        Assert.Collection(
            told,
            job => Assert.Matches($@"^the key\|.*run --project local -- segment --sample --text sheep --out \S+ --server {_url}$", job),
            transcripts => Assert.EndsWith($@"|{_url}|the key|test --project tests/Compatibility.Tests -- --filter-class *TranscriptTests", transcripts, StringComparison.Ordinal));
    }

    /// <summary>With a filter that matches no test, a broken deployment would pass unnoticed.</summary>
    [Theory]
    [InlineData("infra/hooks/postdeploy.sh")]
    [InlineData(".github/workflows/microsoft-emulators.yml")]
    public void The_transcripts_filter_names_a_class_that_there_is(string file)
    {
        Assert.Contains("dotnet test --project tests/Compatibility.Tests -- --filter-class \"*TranscriptTests\"", Repository.Read(file), StringComparison.Ordinal);
        Assert.Contains("class TranscriptTests(", Repository.Read("tests/Compatibility.Tests/Transcripts/TranscriptTests.cs"), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(TestContext.Current.CancellationToken);
        _url = _server.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static WebApplication BuildServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/healthz", () => "healthy");
        return server;
    }
}
