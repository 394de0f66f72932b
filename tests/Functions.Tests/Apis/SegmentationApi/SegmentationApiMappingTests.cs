using System.Text.Json;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Jobs;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiMappingTests
{
    [Fact]
    public void Every_status_is_a_word_of_the_vendors() =>
        Assert.Equal(
            [("Queued", "queued"), ("Running", "processing"), ("Completed", "success"), ("Failed", "failed"), ("Canceled", "failed"), ("Staged", "queued")],
            Enum.GetValues<JobStatus>().Select(status => (status.ToString(), SegmentationApiMapping.ToWord(status))));

    [Fact]
    public void Blank_prompts_are_dropped_and_defaults_filled_in()
    {
        var spec = SegmentationApiMapping.ToSpec(
            Request("image") with { Tasks = ["a"], Prompts = ["", " boat ", "  "] }, "acct", new VideoOptions(), Specs.Now);

        Assert.Equal([new TextPrompt("boat")], spec.Prompts);
        Assert.Equal(new InferenceOptions(0.5, 0.5), spec.Options);
        Assert.Equal(new JobItem("a", new BlobReference("inputs", "acct/a")), Assert.Single(spec.Items));
    }

    [Theory]
    [InlineData("image")]
    [InlineData("video")]
    public void The_network_that_is_asked_for_is_told_the_workers(string type)
    {
        var request = Request(type);
        var spec = SegmentationApiMapping.ToSpec(request with { Own = request.Own with { Model = "dino" } }, "acct", new VideoOptions(), Specs.Now);

        Assert.Equal("dino", spec.Options.Model);
        Assert.Null(SegmentationApiMapping.ToSpec(request, "acct", new VideoOptions(), Specs.Now).Options.Model);
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    [InlineData("dino", false, true)]
    [InlineData("marks", false, false)]
    [InlineData("marks", true, true)]
    [InlineData("built-in", true, false)]
    public void A_word_is_unknown_to_the_networks_that_a_job_asks_for(string? model, bool anyWord, bool takesAny) =>
        Assert.Equal(takesAny, new JobOptions { AnyWord = anyWord, Models = { "dino", "marks" }, WordModels = { "dino" } }.TakesAnyWord(model));

    [Fact]
    public void An_account_without_a_balance_pays_and_one_with_a_balance_is_on_trial()
    {
        Assert.Equal(("paid", "paid_access", true, null), Describe(null));
        Assert.Equal(("trial", "trial_active", true, "active 5 2 3"), Describe(3));
        Assert.Equal(("blocked", "trial_exhausted", false, "exhausted 2 2 0"), Describe(0));

        static (string, string, bool, string?) Describe(long? tokens)
        {
            var overview = SegmentationApiMapping.ToOverview(new AccountBalance(tokens, 1, 2, 2), 0, new JobOptions());
            Assert.Null(overview.Access.MaxActiveJobs);
            var trial = overview.Trial;
            return (overview.Access.Mode, overview.Access.Reason, overview.Access.CanCreateJobs,
                trial is null ? null : $"{trial.Status} {trial.GrantTokens} {trial.ConsumedTokens} {trial.RemainingTokens}");
        }
    }

    [Fact]
    public void Every_known_word_is_listed_and_what_broader_ones_stand_for_too()
    {
        var words = SegmentationApiMapping.ToWords(KnownWords.BuiltIn, anyWord: false);
        var labels = words.Words.Select(word => word.Label).ToList();

        Assert.Equal(labels, labels.Distinct());
        var shoe = words.Words.Single(word => word.Label == "shoe");
        Assert.Equal(["open-images", "Apache-2.0"], [.. shoe.Networks, shoe.License]);
        Assert.Contains("ship", words.Words.Single(word => word.Label == "boat").Synonyms);
        Assert.Contains("woman", words.Words.Single(word => word.Label == "person").Kinds);
        Assert.NotEmpty(words.Broader);
        Assert.All(words.Broader, entry => Assert.Empty(entry.Labels.Except(labels)));
    }

    [Theory]
    [InlineData(false, "zebrra")]
    [InlineData(true)]
    public void No_word_is_unknown_where_the_workers_know_every_word(bool anyWord, params string[] unknown)
    {
        var spec = Specs.Create(1) with { Prompts = [new TextPrompt("boat"), new TextPrompt("zebrra")] };
        var answer = SegmentationApiMapping.ToDryRun(spec, new JobEstimate(1, null), anyWord);

        Assert.Equal(unknown, answer.UnknownWords.Select(word => word.Text));
        Assert.Equal(anyWord, SegmentationApiMapping.ToWords(KnownWords.Coco, anyWord).AnyWord);
    }

    [Fact]
    public void The_last_page_has_a_token_that_is_null()
    {
        var json = JsonSerializer.SerializeToElement(
            SegmentationApiMapping.ToList(new JobPage([Summary(JobStatus.Completed)], null)), SegmentationApiJson.Options);

        Assert.Equal(JsonValueKind.Null, json.GetProperty("nextToken").ValueKind);
        Assert.Equal(
            """{"jobId":"JOB","type":"image","status":"success","totalItems":1,"createdAt":"2026-03-07T12:00:00.000Z","updatedAt":"2026-03-07T12:00:00.000Z","processingMode":"single","error":null}""",
            json.GetProperty("items")[0].GetRawText().Replace(Specs.JobId.ToString(), "JOB", StringComparison.Ordinal));
    }

    [Fact]
    public void A_job_says_whose_it_is_and_a_task_without_an_error_has_no_such_field()
    {
        var job = new Job(
            Summary(JobStatus.Completed),
            "acct",
            [
                new JobItemState("a", JobStatus.Completed, null),
                new JobItemState("b", JobStatus.Failed, new JobError(JobErrorCode.InputCorrupt, "Truncated.")),
                new JobItemState("c", JobStatus.Canceled, null),
            ]);
        var json = JsonSerializer.SerializeToElement(SegmentationApiMapping.ToJob(job), SegmentationApiJson.Options);

        Assert.Equal("acct", json.GetProperty("userId").GetString());
        Assert.Equal("", json.GetProperty("error").GetString());
        Assert.Equal(
            """[{"taskId":"a","status":"success"},{"taskId":"b","status":"failed","error":"Truncated."},{"taskId":"c","status":"failed","error":"Canceled."}]""",
            json.GetProperty("tasks").GetRawText());
    }

    private static JobSummary Summary(JobStatus status) => new(Specs.JobId, status, 1, Specs.Now, Specs.Now, null);

    private static CreateJobRequest Request(string type) =>
        new(type, ["a", "b", "c", "d", "e"], ["boat"], false, null, null, null, null, null, null, new OwnFields([], [], [], false, 0, [], [], []));
}
