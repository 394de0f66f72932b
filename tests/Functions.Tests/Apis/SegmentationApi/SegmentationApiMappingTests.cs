using System.Text.Json;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Tests.Results;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiMappingTests
{
    [Fact]
    public void Every_status_is_a_word_of_the_vendors() =>
        Assert.Equal(
            [("Queued", "queued"), ("Running", "processing"), ("Completed", "success"), ("Failed", "failed"), ("Canceled", "failed")],
            Enum.GetValues<JobStatus>().Select(status => (status.ToString(), SegmentationApiMapping.ToWord(status))));

    [Fact]
    public void Every_fault_begins_with_the_vendors_name_for_the_field() =>
        Assert.Equal(
            ["tasks", "prompts", "threshold", "maskThreshold", "edgeOffset"],
            Enum.GetValues<JobField>().Select(field => SegmentationApiMapping.ToSentence(new JobFault(field, null, JobRule.Fraction), Specs.Create(1)).Split(' ')[0]));

    [Fact]
    public void Every_rule_has_a_sentence_of_its_own()
    {
        var sentences = Enum.GetValues<JobRule>().Select(rule => SegmentationApiMapping.ToSentence(new JobFault(JobField.Prompts, null, rule, 7, 9), Specs.Create(1))).ToList();

        Assert.Equal(sentences.Count, sentences.Distinct().Count());
        Assert.All(sentences, sentence => Assert.StartsWith("prompts ", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_count_of_tasks_is_told_with_both_bounds()
    {
        var spec = Specs.Create(0);

        Assert.Equal(
            ["tasks must hold 1 to 100 entries, not 0", "tasks must hold 1 to 100 entries, not 101"],
            ((JobFault[])[new(JobField.Items, null, JobRule.NotEmpty, 100), new(JobField.Items, null, JobRule.NotTooMany, 100, 101)])
                .Select(fault => SegmentationApiMapping.ToSentence(fault, spec)));
    }

    [Fact]
    public void Blank_prompts_are_dropped_and_defaults_filled_in()
    {
        var spec = SegmentationApiMapping.ToSpec(
            Request("image") with { Tasks = ["a"], Prompts = ["", " boat ", "  "] }, "acct", Specs.Now);

        Assert.Equal([new TextPrompt("boat")], spec.Prompts);
        Assert.Equal(new InferenceOptions(0.5, 0.5), spec.Options);
        Assert.Equal(new JobItem("a", new BlobReference("inputs", "acct/a")), Assert.Single(spec.Items));
    }

    [Fact]
    public void Uploads_that_cannot_be_used_are_named()
    {
        var media = new MediaOptions { MaxImageBytes = 10, MaxVideoBytes = 20 };
        UploadedFile?[] files = [new("image/png", 10), null, new("video/mp4", 5), new("image/jpeg", 11), new("application/octet-stream", 1)];

        Assert.Equal(
            ["tasks[1] 'b' was never uploaded", "tasks[2] 'c' is video/mp4, not a picture", "tasks[3] 'd' has 11 bytes, and 10 are the most"],
            SegmentationApiMapping.FindUploadFaults(Request("image"), files, media));
        Assert.Equal(
            ["tasks[0] 'a' is image/png, not a video", "tasks[1] 'b' was never uploaded", "tasks[3] 'd' is image/jpeg, not a video"],
            SegmentationApiMapping.FindUploadFaults(Request("video"), files, media));
    }

    [Fact]
    public void An_account_without_a_balance_pays_and_one_with_a_balance_is_on_trial()
    {
        Assert.Equal(("paid", "paid_access", true, null), Describe(null));
        Assert.Equal(("trial", "trial_active", true, "active 5 2 3"), Describe(3));
        Assert.Equal(("blocked", "trial_exhausted", false, "exhausted 2 2 0"), Describe(0));

        static (string, string, bool, string?) Describe(long? tokens)
        {
            var overview = SegmentationApiMapping.ToOverview(new AccountBalance(tokens, 1, 2, 2), 0, new JobLimits());
            Assert.Null(overview.Access.MaxActiveJobs);
            var trial = overview.Trial;
            return (overview.Access.Mode, overview.Access.Reason, overview.Access.CanCreateJobs,
                trial is null ? null : $"{trial.Status} {trial.GrantTokens} {trial.ConsumedTokens} {trial.RemainingTokens}");
        }
    }

    [Fact]
    public void Every_known_word_is_listed_and_what_broader_ones_stand_for_too()
    {
        var words = SegmentationApiMapping.ToWords(KnownWords.Coco);
        var labels = words.Words.Select(word => word.Label).ToList();

        Assert.Equal(80, labels.Distinct().Count());
        Assert.Contains("ship", words.Words.Single(word => word.Label == "boat").Synonyms);
        Assert.Contains("woman", words.Words.Single(word => word.Label == "person").Kinds);
        Assert.NotEmpty(words.Broader);
        Assert.All(words.Broader, entry => Assert.Empty(entry.Labels.Except(labels)));
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

    [Fact]
    public void A_result_names_each_file_once_and_links_to_it()
    {
        var result = SegmentationApiMapping.ToResult(Manifests.Create(), blob => $"https://x/{blob}", TimeSpan.FromMinutes(5));
        var named = result.Manifest.Items.SelectMany(item => item.Masks.Select(mask => mask.Url).Append(item.PreviewUrl)).OfType<string>();

        Assert.Equal(named.Order(StringComparer.Ordinal), result.Assets.Select(asset => asset.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["masks/task0/0.png", "masks/task0/1.png", "preview/task0.png"], result.Assets.Select(asset => asset.Key));
        Assert.Equal($"https://x/results/acct/{Specs.JobId}/items/0/1/masks/0.png", result.Assets[0].Url);
        Assert.Equal(300, result.ExpiresIn);
    }

    [Fact]
    public void A_manifest_is_the_vendors_with_our_fields_beside()
    {
        var json = JsonSerializer.SerializeToElement(SegmentationApiMapping.ToManifest(Manifests.Create()), SegmentationApiJson.Options);

        Assert.Equal("acct", json.GetProperty("accountId").GetString());
        Assert.Equal(
            """{"maskIndex":0,"confidence":0.97,"url":"masks/task0/0.png","prompt":"boat","promptIndex":0,"label":"boat","score":0.97,"box":[1,2,30,40],"area":900}""",
            json.GetProperty("items")[0].GetProperty("masks")[0].GetRawText());
        Assert.Equal("""["zeppelin"]""", json.GetProperty("items")[0].GetProperty("unansweredPrompts").GetRawText());
        Assert.Equal(
            """["'zeppelin' is no word that the detectors know. It was left out."]""",
            json.GetProperty("items")[0].GetProperty("notes").GetRawText());
        Assert.Equal(
            """{"taskId":"task1","inputId":"task1","units":0,"generatedAt":"2026-03-07T12:01:00.000Z","previewUrl":null,"masks":[],"error":"Truncated."}""",
            json.GetProperty("items")[1].GetRawText());
    }

    [Fact]
    public void An_archive_holds_the_manifest_and_what_it_names()
    {
        var archive = SegmentationApiMapping.ToArchive(Manifests.Create());

        Assert.Equal("output_manifest.json", archive.ManifestName);
        Assert.Equal(["masks/task0/0.png", "masks/task0/1.png", "preview/task0.png"], archive.Entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData(ArchiveStatus.Pending, "pending", 2)]
    [InlineData(ArchiveStatus.Building, "processing", 5)]
    [InlineData(ArchiveStatus.Ready, "ready", null)]
    [InlineData(ArchiveStatus.Failed, "failed", null)]
    public void A_download_always_has_all_six_fields(ArchiveStatus status, string word, int? retryAfter)
    {
        var response = SegmentationApiMapping.ToDownload(Specs.JobId, new ArchiveState(status, null), () => "https://x/a.zip");
        var json = JsonSerializer.SerializeToElement(response, SegmentationApiJson.Options);

        Assert.Equal(
            ["jobId", "status", "expiresAt", "downloadUrl", "retryAfterSeconds", "error"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal((word, retryAfter, status == ArchiveStatus.Ready), (response.Status, response.RetryAfterSeconds, response.DownloadUrl is not null));
    }

    private static JobSummary Summary(JobStatus status) => new(Specs.JobId, status, 1, Specs.Now, Specs.Now, null);

    private static CreateJobRequest Request(string type) =>
        new(type, ["a", "b", "c", "d", "e"], ["boat"], false, null, null, null, null, null, null, new OwnFields([], [], [], false, 0, [], []));
}
