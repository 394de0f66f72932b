using System.Text.Json;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Apis.PiApi;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Tests.Apis.PiApi;

public sealed class PiApiMappingTests
{
    private static readonly KeptTask Kept = new("https://example.com/a.jpg", null, "clothes,shoes", "pants", -15, "", false, 1);

    [Fact]
    public void Every_status_is_a_word_of_the_vendors() =>
        Assert.Equal(
            [("Queued", "pending"), ("Running", "processing"), ("Completed", "completed"), ("Failed", "failed"), ("Canceled", "cancelled"), ("Staged", "staged")],
            Enum.GetValues<JobStatus>().Select(status => (status.ToString(), PiApiMapping.ToWord(status))));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_error_has_a_code_and_its_sentence(JobErrorCode code)
    {
        var error = ToTask(JobStatus.Failed, new JobError(code, "Why.")).Error;

        Assert.Contains(error.Code, (int[])[400, 500]);
        Assert.Equal(("Why.", "Why."), (error.Message, error.RawMessage));
    }

    public static TheoryData<JobErrorCode> Codes { get; } = [.. Enum.GetValues<JobErrorCode>()];

    [Fact]
    public void Lists_of_words_are_taken_apart()
    {
        var spec = ToSpec(new TaskInputRequest("x", " boat, ,big dog,", "pants ,hat", -15));

        Assert.Equal(
            [new TextPrompt("boat"), new TextPrompt("big dog"), new TextPrompt("pants", Negative: true), new TextPrompt("hat", Negative: true)], spec.Prompts);
        Assert.Equal(new InferenceOptions(EdgeOffset: -15, Outputs: SegmentOutputs.Union, MustFind: true), spec.Options);
        Assert.Equal(new JobTerms(3, TimeSpan.FromDays(30), TimeSpan.FromDays(3), "PiApi"), spec.Terms);
    }

    [Theory]
    [InlineData("", "", 0, "input.prompt must name something to cut out")]
    [InlineData(" , ", "hat", 0, "input.prompt must name something to cut out")]
    [InlineData("boat", "", 251, "input.segment_factor must be between -250 and 250")]
    [InlineData("a\u0001", "b", 0, "input.prompt must not contain control characters")]
    [InlineData("a", "b,\u0001c", 0, "input.negative_prompt must not contain control characters")]
    [InlineData("a,b,c,d", "e,f", 0, "input.prompt and input.negative_prompt may have at most 5 words together, not 6")]
    [InlineData("a", "abcdefghijk", 0, "input.negative_prompt may have words of at most 10 characters, not 11")]
    public void Faults_of_the_model_are_said_in_the_vendors_fields(string prompt, string negative, long factor, string expected)
    {
        var spec = ToSpec(new TaskInputRequest("x", prompt, negative, factor));
        var fault = Assert.Single(JobValidation.FindFaults(spec, new JobOptions { MaxPrompts = 5, MaxPromptLength = 10 }));

        Assert.Equal(expected, $"{PiApiMapping.FieldOf(fault, spec)} {PiApiMapping.ToClause(fault)}");
    }

    [Fact]
    public void A_new_task_is_the_vendors_example()
    {
        var job = JobOf(JobStatus.Queued, null);
        var task = JsonSerializer.SerializeToElement(PiApiMapping.ToTask(job, Kept, WebhookConfigItem.None, null, Link), PiApiJson.Options);

        using var expected = JsonDocument.Parse($$"""
            {
                "task_id": "{{job.Id.ToGuid()}}",
                "model": "Qubico/image-toolkit",
                "task_type": "segment",
                "status": "pending",
                "config": { "service_mode": "", "webhook_config": { "endpoint": "", "secret": "" } },
                "input": { "image": "https://example.com/a.jpg", "prompt": "clothes,shoes", "negative_prompt": "pants", "segment_factor": -15 },
                "output": null,
                "meta": {
                    "created_at": "2026-03-07T12:00:00Z",
                    "started_at": "0001-01-01T00:00:00Z",
                    "ended_at": "0001-01-01T00:00:00Z",
                    "usage": { "type": "llm", "frozen": 0, "consume": 100000 },
                    "is_using_private_pool": false
                },
                "detail": null,
                "logs": [],
                "error": { "code": 0, "raw_message": "", "message": "", "detail": null }
            }
            """);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, task), task.GetRawText());
    }

    [Theory]
    [InlineData(JobStatus.Staged, 100_000)]
    [InlineData(JobStatus.Running, 100_000)]
    [InlineData(JobStatus.Completed, 100_000)]
    [InlineData(JobStatus.Failed, 0)]
    [InlineData(JobStatus.Canceled, 0)]
    public void Credits_are_consumed_from_the_start_and_given_back_when_it_does_not_succeed(JobStatus status, long consume) =>
        Assert.Equal(new TaskUsageItem("llm", 0, consume), ToTask(status, null).Meta.Usage);

    [Fact]
    public void Times_are_zero_until_they_have_come()
    {
        var running = ToTask(JobStatus.Running, null).Meta;
        var ended = ToTask(JobStatus.Completed, null).Meta;

        Assert.Equal((DateTimeOffset.MinValue, DateTimeOffset.MinValue), (running.StartedAt, running.EndedAt));
        Assert.Equal((Specs.Now.AddSeconds(2), Specs.Now.AddSeconds(5)), (ended.StartedAt, ended.EndedAt));
    }

    [Fact]
    public void A_times_fraction_has_as_many_digits_as_it_needs() =>
        Assert.Equal("\"2026-03-07T12:00:00.1331711Z\"", JsonSerializer.Serialize(Specs.Now.AddTicks(1_331_711), PiApiJson.Options));

    [Fact]
    public void The_output_is_the_cut_out_and_then_the_mask()
    {
        var union = new ManifestUnion(new BlobReference("results", "mask"), new BlobReference("results", "cutout"));
        var result = new ManifestItem("a", JobStatus.Completed, null, 4, 3, [], ["clothes"], null, null, Notes: ["'clothes' is no word."], Union: union);
        var task = PiApiMapping.ToTask(JobOf(JobStatus.Completed, null), Kept with { Image = "", File = new BlobReference("inputs", "a") }, WebhookConfigItem.None, result, Link);

        Assert.Equal(("link:results/cutout", "link:inputs/a"), (task.Output!.ImageUrl, task.Input.Image));
        Assert.Equal(["link:results/cutout", "link:results/mask"], task.Output.ImageUrls);
        Assert.Equal(["'clothes' is no word."], task.Logs);
        Assert.Empty(ToTask(JobStatus.Running, null).Logs);
    }

    [Theory]
    [InlineData(7L, 700_000, 0.07)]
    [InlineData(0L, 0, 0)]
    [InlineData(null, 1_000_000_000_000_000, 100_000_000)]
    [InlineData(9_000_000_000_000_000L, 1_000_000_000_000_000, 100_000_000)]
    public void A_token_is_100000_credits(long? tokens, long available, double dollars)
    {
        var account = PiApiMapping.ToAccount("alice", new AccountBalance(tokens, 0, 0, 2));

        Assert.Equal((available, 200_000, available + 200_000, (decimal)dollars), (account.Credits.Available, account.Credits.Used, account.Credits.Total, account.EquivalentInUsd));
    }

    private static JobSpec ToSpec(TaskInputRequest input) => PiApiMapping.ToSpec(input, new JobItem("a", new BlobReference("inputs", "a")), "acct", 3, Specs.Now);

    private static TaskItem ToTask(JobStatus status, JobError? error) => PiApiMapping.ToTask(JobOf(status, error), Kept, WebhookConfigItem.None, null, Link);

    private static Job JobOf(JobStatus status, JobError? error)
    {
        var summary = new JobSummary(Specs.JobId, status, 1, Specs.Now, Specs.Now.AddSeconds(5), error);
        return new Job(status.IsTerminal() ? summary with { Started = Specs.Now.AddSeconds(2) } : summary, "acct", []);
    }

    private static string Link(BlobReference blob) => $"link:{blob}";
}
