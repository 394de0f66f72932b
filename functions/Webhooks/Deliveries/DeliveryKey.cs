using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>One message on its way to one receiver.</summary>
/// <param name="Account">The job's owner.</param>
/// <param name="JobId">As <see cref="Jobs.JobId"/> spells it; a test has one that no job has.</param>
/// <param name="Sequence">The message's, 0 to <see cref="MaxSequence"/>.</param>
/// <param name="Receiver"><see cref="Subscription.Own"/>, or an endpoint's id.</param>
public sealed record DeliveryKey(string Account, string JobId, long Sequence, string Receiver)
{
    public const long MaxSequence = 9_999_999_999;
    private const string Prefix = "dlv_";
    private const char Separator = '_';
    private const int Parts = 3;

    /// <summary>As clients see it: the account is theirs.</summary>
    public string Id => FormattableString.Invariant($"{Prefix}{Jobs.JobId.Parse(JobId).NewestFirstKey}{Separator}{Sequence}{Separator}{Receiver}");

    public static DeliveryKey Of(WebhookMessage message, string receiver) => new(message.Account, message.JobId, message.Sequence, receiver);

    /// <summary>The orchestration that brings it there.</summary>
    /// <param name="replay">0 for the first time.</param>
    public string InstanceIdOf(int replay) =>
        FormattableString.Invariant($"webhook-{Account}-{Id}{(replay == 0 ? "" : FormattableString.Invariant($"-{replay}"))}");

    /// <summary>What the names of all orchestrations begin with that bring a job's messages.</summary>
    public static string InstancePrefixOf(string account, JobId job) => $"webhook-{account}-{Prefix}{job.NewestFirstKey}{Separator}";

    /// <summary>The same for every receiver of the message.</summary>
    public string MessageId => FormattableString.Invariant($"msg_{JobId[(JobId.IndexOf('-', StringComparison.Ordinal) + 1)..]}_{Sequence}");

    /// <summary>Ascending keys give the messages of the newest job first, and of these the last one.</summary>
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
