using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Own;

/// <summary>GET /v1/jobs/{jobId}/events.</summary>
public sealed class EventTests(SharedStack stack) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new ContractHandler(stack.BaseUrl)) { BaseAddress = stack.BaseUrl };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_sees_every_event_as_it_happens_and_again_from_where_it_broke_off()
    {
        var job = await stack.Api.StartAsync(2, ["boat"], Token);
        var all = await ReadAsync(job.JobId, null);

        Assert.Equal(Enumerable.Range(1, all.Count).Select(id => id.ToString(CultureInfo.InvariantCulture)), all.Select(happened => happened.EventId));
        Assert.Equal(("job.started", "job.completed"), (all[0].EventType, all[^1].EventType));
        Assert.Equal(job.Tasks.Order(), all.Where(happened => happened.EventType == "item.completed").SelectMany(ItemsOf).Order());
        Assert.All(all, happened => Assert.Equal(happened.EventId, $"{Data(happened).GetProperty("sequence")}"));
        // Whoever receives the final event finds the job ended.
        Assert.Equal("success", (await stack.Api.GetAsync($"v1/jobs/{job.JobId}", Token)).Text("status"));
        Assert.Equal(all.Skip(1).Select(happened => happened.Data), (await ReadAsync(job.JobId, "1")).Select(happened => happened.Data));
        using var over = await OpenAsync(job.JobId, all[^1].EventId);
        Assert.Equal(HttpStatusCode.NoContent, over.StatusCode);
    }

    [Fact]
    public async Task A_client_that_leaves_is_let_go_and_the_job_goes_on()
    {
        var job = await stack.Api.StartAsync(1, ["boat"], Token);
        using (var left = await OpenAsync(job.JobId, null))
        {
            Assert.Equal("text/event-stream", left.Content.Headers.ContentType!.MediaType);
        }

        Assert.Equal("success", (await stack.Api.WaitAsync(job.JobId, Patience, null, Token)).Text("status"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task An_id_that_no_event_has_is_refused(string id)
    {
        using var answer = await OpenAsync("job-0000000000z", id);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    private static System.Text.Json.JsonElement Data(SseItem<string> happened) =>
        System.Text.Json.JsonDocument.Parse(happened.Data).RootElement.GetProperty("data");

    private static IEnumerable<string> ItemsOf(SseItem<string> happened) =>
        Data(happened).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!);

    private async Task<List<SseItem<string>>> ReadAsync(string jobId, string? after)
    {
        using var answer = await OpenAsync(jobId, after);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var stream = await answer.Content.ReadAsStreamAsync(Token);
        return await SseParser.Create(stream).EnumerateAsync(Token).ToListAsync(Token);
    }

    private async Task<HttpResponseMessage> OpenAsync(string jobId, string? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/jobs/{jobId}/events") { Headers = { { "x-api-key", TestSetup.ApiKey } } };
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }
}
