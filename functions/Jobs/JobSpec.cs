using System.Text.Json.Serialization;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;

namespace SegFunctions.Jobs;

/// <summary>What a client asks for. Never changes once accepted.</summary>
/// <param name="Account">Owner; nobody else sees the job.</param>
/// <param name="Items">1 to <see cref="JobOptions.MaxItems"/>.</param>
/// <param name="Prompts">1 to <see cref="JobOptions.MaxPrompts"/>, asked of every item.</param>
/// <param name="Options">Thresholds and wanted outputs.</param>
/// <param name="Created">When it was accepted.</param>
/// <param name="Subscriptions">Who is told of it; null when nobody is.</param>
/// <param name="Metadata">The client's own pairs; null when there are none.</param>
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

    /// <summary>What else is asked of videos; null for a job of pictures.</summary>
    public VideoSpec? Video { get; init; }

    /// <summary>The job whose failed items it does again; null for none.</summary>
    public string? RetryOf { get; init; }

    /// <summary>Whether workers can see by a marker that the job is there; false for jobs of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsMarked { get; init; }

    /// <summary>The same for some of its items, as a job of its own.</summary>
    /// <param name="id">This job's.</param>
    /// <param name="items">Indexes, at least one.</param>
    /// <param name="now">When the new job is accepted.</param>
    public JobSpec Retry(JobId id, IEnumerable<int> items, DateTimeOffset now) => this with
    {
        Items = [.. items.Select(item => Items[item])],
        Created = now,
        RetryOf = id.ToString(),

        // The account's own endpoints are added again when it is submitted.
        Subscriptions = Subscriptions?.Where(subscription => subscription.Receiver == Subscription.Own).ToList() is { Count: > 0 } own ? own : null,
    };

    /// <summary>Place among the <see cref="Sources"/> where the background of cut-outs is fetched from first; null when it is stored already, or there is none.</summary>
    public int? BackgroundSource { get; init; }

    /// <summary>Whether the background came within the request, and nobody else knows of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBackgroundInline { get; init; }

    /// <summary>The picture behind cut-outs; null for none.</summary>
    [JsonIgnore]
    public BlobReference? Background => Options.Cutout?.Background?.Picture;

    /// <summary>What was stored for this job, and for those that do it again: what it fetches, what came within its request, and the addresses. Not what was uploaded before.</summary>
    [JsonIgnore]
    public IEnumerable<BlobReference> OwnInputs =>
    [
        .. Items.Where(item => item.Source is not null || item.IsInline).Select(item => item.Input),
        .. (BackgroundSource is not null || IsBackgroundInline) && Background is { } background ? (BlobReference[])[background] : [],
        .. Sources is { } sources ? (BlobReference[])[sources] : [],
    ];
}

/// <summary>What a client asks of videos, besides what it may ask of pictures too.</summary>
/// <param name="Sampling">Which frames to process, with defaults filled in.</param>
/// <param name="Files">What to render.</param>
/// <param name="Fps">As asked; null for not at all.</param>
/// <param name="NumFrames">As asked; null for not at all.</param>
/// <param name="MaxFrames">As asked; null for not at all.</param>
public sealed record VideoSpec(VideoSampling Sampling, VideoFiles Files, double? Fps = null, long? NumFrames = null, long? MaxFrames = null);

/// <summary>What the API that takes a job asks and promises for it.</summary>
/// <param name="Price">Tokens for each unit that succeeds, which is a picture or a frame of a video; 0 or more.</param>
/// <param name="Lifetime">How long the job can be asked for after its end; null for as long as the service keeps jobs.</param>
/// <param name="ResultLifetime">The same of its results and of the links to them; null for as long as the job.</param>
/// <param name="Api">The API's name, where it lists its own jobs alone; null for one that lists all of an account's.</param>
/// <param name="IsForOneAnswer">Whether the job goes at once with an answer that holds all that it found.</param>
public sealed record JobTerms(int Price = 1, TimeSpan? Lifetime = null, TimeSpan? ResultLifetime = null, string? Api = null, bool IsForOneAnswer = false)
{
    /// <returns>The tokens for that many units.</returns>
    public long PriceOf(int units) => (long)units * Price;
}

/// <summary>One input of a job.</summary>
/// <param name="Name">The client's name for it; unique within the job.</param>
/// <param name="Input">The picture's or video's bytes.</param>
/// <param name="Source">Place among the job's <see cref="JobSpec.Sources"/> where it is fetched from first; null when it is stored already.</param>
/// <param name="IsInline">Whether it came within the request, and nobody else knows of it.</param>
public sealed record JobItem(
    string Name, BlobReference Input, int? Source = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsInline = false);
