using SegFunctions.Jobs;

namespace SegFunctions.Webhooks;

/// <summary>Events as clients spell them.</summary>
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

    /// <summary>What a receiver hears that does not say what it wants: all but single items.</summary>
    public const WebhookEvents Default =
        WebhookEvents.JobStarted | WebhookEvents.JobCompleted | WebhookEvents.JobFailed | WebhookEvents.JobCanceled | WebhookEvents.ArchiveReady;

    /// <summary>Those that a receiver may ask for.</summary>
    public static IReadOnlyCollection<string> All => Known.Keys;

    /// <param name="words">Unknown ones count for nothing.</param>
    public static WebhookEvents Parse(IEnumerable<string> words) => words.Aggregate(WebhookEvents.None, (all, word) => all | Known.GetValueOrDefault(word));

    public static bool IsKnown(string word) => Known.ContainsKey(word);

    /// <returns>In the order of <see cref="All"/>.</returns>
    public static IReadOnlyList<string> ToWords(WebhookEvents events) => [.. Known.Where(pair => events.HasFlag(pair.Value)).Select(pair => pair.Key)];

    /// <param name="one">One event.</param>
    public static string ToWord(WebhookEvents one) => one == WebhookEvents.Test ? TestName : Known.Single(pair => pair.Value == one).Key;
}
