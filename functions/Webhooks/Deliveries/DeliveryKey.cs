using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Identifies one message to one receiver.</summary>
/// <param name="Account">The job's owner.</param>
/// <param name="JobId">As <see cref="Jobs.JobId"/> spells it; for a test message, an id that belongs to no job.</param>
/// <param name="Sequence">The message's sequence number, 0 to <see cref="MaxSequence"/>; 0 for a test message.</param>
/// <param name="Receiver"><see cref="Subscription.Own"/>, or an endpoint's id.</param>
public sealed record DeliveryKey(string Account, string JobId, long Sequence, string Receiver)
{
    public const long MaxSequence = 9_999_999_999;
    private const string Prefix = "dlv_";
    private const char Separator = '_';
    private const int Parts = 3;

    /// <summary>The id that clients see, without their account.</summary>
    public string Id => FormattableString.Invariant($"{Prefix}{Jobs.JobId.Parse(JobId).NewestFirstKey}{Separator}{Sequence}{Separator}{Receiver}");

    public static DeliveryKey Of(WebhookMessage message, string receiver) => new(message.Account, message.JobId, message.Sequence, receiver);

    /// <summary>Instance id of the orchestration that delivers it.</summary>
    /// <param name="replay">0 for the first time.</param>
    public string InstanceIdOf(int replay) =>
        FormattableString.Invariant($"webhook-{Account}-{Id}{(replay == 0 ? "" : FormattableString.Invariant($"-{replay}"))}");

    /// <summary>Prefix of the instance ids of all orchestrations that deliver a job's messages.</summary>
    public static string InstancePrefixOf(string account, JobId job) => $"webhook-{account}-{Prefix}{job.NewestFirstKey}{Separator}";

    /// <summary>The message's id, the same for all of its receivers.</summary>
    public string MessageId => FormattableString.Invariant($"msg_{JobId[(JobId.IndexOf('-', StringComparison.Ordinal) + 1)..]}_{Sequence}");

    /// <summary>In ascending order of keys the newest job's messages come first, the latest of them at the front.</summary>
    internal string RowKey =>
        FormattableString.Invariant($"{Jobs.JobId.Parse(JobId).NewestFirstKey}{Separator}{MaxSequence - Sequence:D10}{Separator}{Receiver}");

    /// <summary>Reads what <see cref="Id"/> spells.</summary>
    public static bool TryParse(string account, string id, [NotNullWhen(true)] out DeliveryKey? key)
    {
        key = id.StartsWith(Prefix, StringComparison.Ordinal)
            && id[Prefix.Length..].Split(Separator, Parts) is [var job, var sequence, { Length: > 0 } receiver]
            && Jobs.JobId.TryParseKey(job, out var jobId)
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxSequence
            ? new DeliveryKey(account, jobId.ToString(), number, receiver)
            : null;
        return key is not null && key.Id == id;
    }

    /// <summary>Reads what <see cref="RowKey"/> spells.</summary>
    internal static DeliveryKey ParseRow(string account, string rowKey)
    {
        var parts = rowKey.Split(Separator, Parts);
        return Jobs.JobId.TryParseKey(parts[0], out var job)
            ? new DeliveryKey(account, job.ToString(), MaxSequence - long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2])
            : throw new FormatException($"'{rowKey}' is not a delivery's row key.");
    }
}
