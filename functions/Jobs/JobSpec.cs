using System.Text.Json.Serialization;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;

namespace SegFunctions.Jobs;

/// <summary>What a client asks for. Never changes once accepted.</summary>
/// <param name="Account">The owner; no other account can see the job.</param>
/// <param name="Items">1 to <see cref="JobOptions.MaxItems"/>.</param>
/// <param name="Prompts">1 to <see cref="JobOptions.MaxPrompts"/>, applied to every item.</param>
/// <param name="Options">Thresholds and wanted outputs.</param>
/// <param name="Created">When it was accepted.</param>
/// <param name="Subscriptions">The receivers of its webhooks; null for none.</param>
/// <param name="Metadata">The client's own key-value pairs; null if there are none.</param>
/// <param name="Sources">The blob that lists the addresses of inputs to fetch; null if there are none.</param>
public sealed record JobSpec(
    string Account,
    IReadOnlyList<JobItem> Items,
    IReadOnlyList<Prompt> Prompts,
    InferenceOptions Options,
    DateTimeOffset Created,
    BlobReference? Sources = null,
    IReadOnlyList<Subscription>? Subscriptions = null,
    IReadOnlyDictionary<string, string>? Metadata = null)
{
    public JobTerms Terms { get; init; } = new();

    /// <summary>Options for videos; null for a job of pictures.</summary>
    public VideoSpec? Video { get; init; }

    /// <summary>The job whose failed items this one retries; null for none.</summary>
    public string? RetryOf { get; init; }

    /// <summary>Whether the job has a presence marker, by which workers see that it still exists; false for jobs of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsMarked { get; init; }

    /// <summary>A new spec that retries some of the items.</summary>
    /// <param name="id">This job's.</param>
    /// <param name="items">Indexes of the items, at least one.</param>
    /// <param name="now">When the new job is accepted.</param>
    public JobSpec Retry(JobId id, IEnumerable<int> items, DateTimeOffset now) => this with
    {
        Items = [.. items.Select(item => Items[item])],
        Created = now,
        RetryOf = id.ToString(),

        // The account's own endpoints are added again when it is submitted.
        Subscriptions = Subscriptions?.Where(subscription => subscription.Receiver == Subscription.Own).ToList() is { Count: > 0 } own ? own : null,
    };

    /// <summary>Index in the <see cref="Sources"/> of the address that the background of cut-outs is fetched from first; null if it is already stored, or there is none.</summary>
    public int? BackgroundSource { get; init; }

    /// <summary>Whether the background came within the request, so that only this job uses it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBackgroundInline { get; init; }

    /// <summary>The picture behind cut-outs; null for none.</summary>
    [JsonIgnore]
    public BlobReference? Background => Options.Cutout?.Background?.Picture;

    /// <summary>The blobs stored for this job and its retries only: inputs fetched or sent within the request, and the list of addresses; not earlier uploads.</summary>
    [JsonIgnore]
    public IEnumerable<BlobReference> OwnInputs =>
    [
        .. Items.Where(item => item.Source is not null || item.IsInline).Select(item => item.Input),
        .. (BackgroundSource is not null || IsBackgroundInline) && Background is { } background ? (BlobReference[])[background] : [],
        .. Sources is { } sources ? (BlobReference[])[sources] : [],
    ];
}

/// <summary>The options that only videos have.</summary>
/// <param name="Sampling">Which frames to process, with defaults filled in.</param>
/// <param name="Files">What to render.</param>
/// <param name="Fps">As the client requested it; null if it did not.</param>
/// <param name="NumFrames">As the client requested it; null if it did not.</param>
/// <param name="MaxFrames">As the client requested it; null if it did not.</param>
public sealed record VideoSpec(VideoSampling Sampling, VideoFiles Files, double? Fps = null, long? NumFrames = null, long? MaxFrames = null);

/// <summary>The terms on which an API accepts a job: its price, and how long it is kept.</summary>
/// <param name="Price">Tokens per unit that succeeds, which is a picture or a frame of a video; 0 or more.</param>
/// <param name="Lifetime">How long the job is available after its end; null for as long as the service keeps jobs.</param>
/// <param name="ResultLifetime">How long its results and the links to them are available; null for as long as the job.</param>
/// <param name="Api">The API's name, if it lists only its own jobs; null for an API that lists all of the account's.</param>
/// <param name="IsForOneAnswer">Whether the job is deleted as soon as a response has returned all of its results.</param>
public sealed record JobTerms(int Price = 1, TimeSpan? Lifetime = null, TimeSpan? ResultLifetime = null, string? Api = null, bool IsForOneAnswer = false)
{
    /// <returns>The tokens for that many units.</returns>
    public long PriceOf(int units) => (long)units * Price;
}

/// <summary>One input of a job.</summary>
/// <param name="Name">The client's name for it; unique within the job.</param>
/// <param name="Input">The picture's or video's bytes.</param>
/// <param name="Source">Index in the job's <see cref="JobSpec.Sources"/> of the address that it is fetched from first; null if it is already stored.</param>
/// <param name="IsInline">Whether it came within the request, so that only this job uses it.</param>
public sealed record JobItem(
    string Name, BlobReference Input, int? Source = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsInline = false);
