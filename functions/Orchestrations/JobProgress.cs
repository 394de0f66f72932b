using System.Globalization;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>
/// A running job's custom status: one letter per item, then the events so far. A hundred items that fail one by one take 2 KB of the available 16.
/// </summary>
public static class JobProgress
{
    private const string Letters = "qrsfcw";
    private const string Kinds = "scf";
    private const char Separator = ' ';
    private const char ItemSeparator = ':';
    private const char ErrorSeparator = '!';

    private static readonly WebhookEvents[] EventsOfKinds = [WebhookEvents.JobStarted, WebhookEvents.ItemCompleted, WebhookEvents.ItemFailed];

    /// <param name="items">In the spec's order.</param>
    /// <param name="events">All but the job's end, which its outcome implies.</param>
    /// <param name="created">When the job was created.</param>
    public static string Encode(IEnumerable<JobStatus> items, IEnumerable<JobEvent> events, DateTimeOffset created) => string.Join(
        Separator, [string.Concat(items.Select(status => Letters[(int)status])), .. events.Select(happened => Encode(happened, created))]);

    /// <param name="text">Null or of another length before the first report.</param>
    /// <param name="itemCount">At least 1.</param>
    /// <param name="atFirst">The status of every item before the first report.</param>
    public static IReadOnlyList<JobStatus> Decode(string? text, int itemCount, JobStatus atFirst = JobStatus.Queued) => FindLetters(text, itemCount) is { } letters
        ? [.. letters.Select(letter => (JobStatus)Math.Max(0, Letters.IndexOf(letter, StringComparison.Ordinal)))]
        : [.. Enumerable.Repeat(atFirst, itemCount)];

    /// <inheritdoc cref="Decode"/>
    /// <param name="created">When the job was created.</param>
    public static IReadOnlyList<JobEvent> DecodeEvents(string? text, int itemCount, DateTimeOffset created) =>
        FindLetters(text, itemCount) is null ? [] : [.. text!.Split(Separator).Skip(1).Select(part => DecodeEvent(part, created))];

    private static string? FindLetters(string? text, int itemCount) =>
        text?.Length == itemCount || (text?.Length > itemCount && text[itemCount] == Separator) ? text[..itemCount] : null;

    private static string Encode(JobEvent happened, DateTimeOffset created)
    {
        var seconds = happened.Time.ToUnixTimeSeconds() - created.ToUnixTimeSeconds();
        var items = happened.Items.Select(item => item.Error is { } error
            ? FormattableString.Invariant($"{ItemSeparator}{item.Index}{ErrorSeparator}{(int)error}")
            : FormattableString.Invariant($"{ItemSeparator}{item.Index}"));
        return FormattableString.Invariant($"{Kinds[Array.IndexOf(EventsOfKinds, happened.Event)]}{seconds}{string.Concat(items)}");
    }

    private static JobEvent DecodeEvent(string part, DateTimeOffset created)
    {
        var fields = part.Split(ItemSeparator);
        var time = DateTimeOffset.FromUnixTimeSeconds(created.ToUnixTimeSeconds() + long.Parse(fields[0].AsSpan(1), CultureInfo.InvariantCulture));
        return new JobEvent(EventsOfKinds[Kinds.IndexOf(part[0], StringComparison.Ordinal)], time, [.. fields.Skip(1).Select(DecodeItem)]);
    }

    private static JobEventItem DecodeItem(string field)
    {
        var numbers = field.Split(ErrorSeparator);
        return new JobEventItem(
            int.Parse(numbers[0], CultureInfo.InvariantCulture),
            numbers.Length > 1 ? (JobErrorCode)int.Parse(numbers[1], CultureInfo.InvariantCulture) : null);
    }
}
