using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Tests.Links;
using SegFunctions.Webhooks;

namespace SegFunctions.Tests.Webhooks;

public sealed class StandardDialectTests
{
    private static readonly WebhookMessage Message = new(
        "acct", Specs.JobId.ToString(), WebhookEvents.JobFailed, 7, Specs.Now, JobStatus.Failed, 2,
        Error: new JobError(JobErrorCode.InputCorrupt, "Truncated."), Metadata: new Dictionary<string, string> { ["order"] = "<ü>" });

    private readonly StandardDialect _dialect = Create();

    [Fact]
    public void A_message_says_what_happened_where_to_look_and_what_the_client_said() => Assert.Equal(
        $$$$"""
        {"type":"job.failed","timestamp":"2026-03-07T12:00:00Z","data":{"jobId":"{{{{Specs.JobId}}}}","status":"failed","sequence":7,"totalItems":2,"error":{"code":"input_corrupt","message":"Truncated."},"urls":{"job":"https://seg.example/api/v1/jobs/{{{{Specs.JobId}}}}","result":"https://seg.example/api/v1/jobs/{{{{Specs.JobId}}}}/result","download":"https://seg.example/api/v1/jobs/{{{{Specs.JobId}}}}/download"},"metadata":{"order":"<ü>"}}}
        """,
        Encoding.UTF8.GetString(_dialect.Write(Message).ToArray()));

    [Fact]
    public void Items_have_their_name_status_and_code()
    {
        var message = Message with
        {
            Event = WebhookEvents.ItemFailed,
            Items = [new MessageItem("a", JobStatus.Failed, JobErrorCode.InputMissing), new MessageItem("b", JobStatus.Completed, null)],
        };

        Assert.Equal(
            """[{"id":"a","status":"failed","error":"input_missing"},{"id":"b","status":"completed"}]""",
            JsonDocument.Parse(_dialect.Write(message)).RootElement.GetProperty("data").GetProperty("items").GetRawText());
    }

    [Fact]
    public void A_test_is_no_jobs() => Assert.Equal(
        """{"type":"webhook.test","timestamp":"2026-03-07T12:00:00Z","data":{"sequence":0}}""",
        Encoding.UTF8.GetString(_dialect.Write(Message with { Event = WebhookEvents.Test, Sequence = 0 }).ToArray()));

    /// <summary>The longest names in the characters that take most bytes, with the longest metadata.</summary>
    [Theory]
    [InlineData('"')]
    [InlineData('\u0001')]
    [InlineData('字')]
    [InlineData('a')]
    public void No_message_is_over_20_kB_and_every_item_is_in_one(char letter)
    {
        var metadata = Enumerable.Range(0, 16).ToDictionary(i => new string('k', 38) + i.ToString("D2", null), _ => new string(letter, 100));
        var left = Enumerable.Range(0, 100).Select(i => new MessageItem(i + new string(letter, 200), JobStatus.Failed, JobErrorCode.PromptOutsideVocabulary)).ToList();
        var told = new List<string>();
        while (left.Count > 0)
        {
            var items = MessageSize.TakeWhatFits(left, metadata);
            left.RemoveRange(0, items.Count);
            told.AddRange(items.Select(item => item.Name));

            Assert.InRange(_dialect.Write(Message with { Items = items, Metadata = metadata, Error = null }).ToMemory().Length, 1, MessageSize.MaxBodyBytes);
        }

        Assert.Equal(100, told.Distinct().Count());
    }

    internal static StandardDialect Create()
    {
        var options = Options.Create(LinkSettings.Options("key"));
        var time = new FakeTimeProvider(Specs.Now);
        return new StandardDialect(new PublicLinks(new LinkSigner(options, time), options, time));
    }
}
