using SegFunctions.Local.Tests.Client;

namespace SegFunctions.Local.Tests.Commands;

public sealed class JobsCommandTests : IAsyncLifetime
{
    private RecordingServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordingServer Server => _server!;

    [Fact]
    public async Task A_job_is_deleted_by_its_id()
    {
        Server.Answer = (204, "");
        var run = await RunAsync("delete", "job-7/..");

        Assert.Equal((0, "job-7/.. is deleted.\n"), (run.Code, run.Output));
        var request = Assert.Single(Server.Requests);
        Assert.Equal(("DELETE /v1/jobs/job-7%2F..", "the-key"), (request.Line, request.ApiKey));
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_an_error()
    {
        Server.Answer = (404, """{"error":"not_found","message":"There is no such job."}""");
        var run = await RunAsync("delete", "job-7");

        run.AssertRefused("job-7");
        Assert.Contains("There is no such job.", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_job_needs_an_id()
    {
        Assert.Equal(2, (await RunAsync("delete")).Code);
        Assert.Empty(Server.Requests);
    }

    public async ValueTask InitializeAsync() => _server = await RecordingServer.StartAsync(Token);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private Task<InvokedCommand> RunAsync(params string[] arguments) =>
        InvokedCommand.RunAsync(["jobs", .. arguments, "--server", Server.Url, "--api-key", "the-key"]);
}
