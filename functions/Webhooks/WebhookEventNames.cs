using SegFunctions.Jobs;

namespace SegFunctions.Webhooks;

/// <summary>The names of events in the API.</summary>
public static class WebhookEventNames
{
    private static readonly Dictionary<string, WebhookEvents> Known = new(StringComparer.Ordinal)
    {
        ["job.started"] = WebhookEvents.JobStarted,
        ["item.completed"] = WebhookEvents.ItemCompleted,
        ["item.failed"] = WebhookEvents.ItemFailed,
        ["job.completed"] = WebhookEvents.JobCompleted,
        ["job.failed"] = WebhookEvents.JobFailed,
        ["job.canceled"] = WebhookEvents.JobCanceled,
        ["archive.ready"] = WebhookEvents.ArchiveReady,
    };

    private const string TestName = "webhook.test";

    /// <summary>The events that a receiver gets if it does not choose any: all but those about single items.</summary>
    public const WebhookEvents Default =
        WebhookEvents.JobStarted | WebhookEvents.JobCompleted | WebhookEvents.JobFailed | WebhookEvents.JobCanceled | WebhookEvents.ArchiveReady;

    /// <summary>The events that a receiver may subscribe to.</summary>
    public static IReadOnlyCollection<string> All => Known.Keys;

    /// <param name="words">Unknown names are ignored.</param>
    public static WebhookEvents Parse(IEnumerable<string> words) => words.Aggregate(WebhookEvents.None, (all, word) => all | Known.GetValueOrDefault(word));

    public static bool IsKnown(string word) => Known.ContainsKey(word);

    /// <returns>In the order of <see cref="All"/>.</returns>
    public static IReadOnlyList<string> ToWords(WebhookEvents events) => [.. Known.Where(pair => events.HasFlag(pair.Value)).Select(pair => pair.Key)];

    /// <param name="one">A single event.</param>
    public static string ToWord(WebhookEvents one) => one == WebhookEvents.Test ? TestName : Known.Single(pair => pair.Value == one).Key;
}
