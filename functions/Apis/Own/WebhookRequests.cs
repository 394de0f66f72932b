using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SegFunctions.Jobs;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Apis.Own;

// Request bodies about webhooks, read by WireReader.

/// <summary>A job's own receiver, as part of POST /v1/jobs.</summary>
/// <param name="Url">An https address; http only for an address in a private network that the service allows.</param>
/// <param name="Secret"><c>whsec_…</c>; by default the service draws one, and returns it in the response.</param>
/// <param name="Events">By default all but <c>item.…</c>.</param>
internal sealed record JobWebhookRequest(
    [property: JsonPropertyName("url"), JsonRequired] string Url,
    [property: JsonPropertyName("secret")] string? Secret,
    [property: JsonPropertyName("events")] IReadOnlyList<string>? Events) : IValidatableObject
{
    [JsonIgnore]
    public WebhookEvents Wanted => WebhookRules.ToEvents(Events);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        WebhookRules.FindSecretFaults<JobWebhookRequest>(nameof(Secret), Secret)
            .Concat(WebhookRules.FindEventFaults<JobWebhookRequest>(nameof(Events), Events));
}

/// <summary>Rules shared by all requests that describe a receiver.</summary>
internal static class WebhookRules
{
    public const string Secrets = "v1";
    public const string Ed25519 = "v1a";
    public const int MaxEndpointNameLength = 100;
    public const string EndpointName = "must have at most 100 characters";
    private const int MaxPairs = 16;
    private const int MaxNameLength = 40;
    private const int MaxValueLength = 200;
    private const int MaxHeaders = 5;
    private const int MaxHeaderLength = 1024;

    /// <summary>Headers that belong to the connection, or that the service sets itself.</summary>
    private static readonly SearchValues<string> Reserved = SearchValues.Create(
        ["host", "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "expect", "user-agent"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] ReservedPrefixes = ["content-", "webhook-", "proxy-"];
    private static readonly SearchValues<char> TokenLetters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <param name="words">Known names; null for the default.</param>
    public static WebhookEvents ToEvents(IReadOnlyList<string>? words) => words is null ? WebhookEventNames.Default : WebhookEventNames.Parse(words);

    public static IEnumerable<ValidationResult> FindSecretFaults<T>(string property, string? secret) => secret is null || WebhookSecret.IsValid(secret)
        ? []
        : [new ValidationResult(WebhookSecret.Rule, [WireShape.NameOf<T>(property)])];

    public static IEnumerable<ValidationResult> FindEventFaults<T>(string property, IReadOnlyList<string>? events) =>
        events is null || (events.Count > 0 && events.All(WebhookEventNames.IsKnown))
            ? []
            : [new ValidationResult($"must contain one or more of {string.Join(", ", WebhookEventNames.All)}", [WireShape.NameOf<T>(property)])];

    public static IEnumerable<ValidationResult> FindHeaderFaults<T>(string property, IReadOnlyDictionary<string, string>? headers)
    {
        var name = WireShape.NameOf<T>(property);
        if (headers?.Count > MaxHeaders)
        {
            yield return new ValidationResult($"must be at most {MaxHeaders}, not {headers.Count}", [name]);
        }

        foreach (var (header, value) in headers ?? new Dictionary<string, string>())
        {
            if (header.Length == 0 || header.AsSpan().ContainsAnyExcept(TokenLetters) || Reserved.Contains(header)
                || ReservedPrefixes.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                yield return new ValidationResult("must be a valid header name, and not host, content-*, webhook-* or a header of the connection", [$"{name}.{header}"]);
            }
            else if (value.Any(letter => letter is < ' ' or > '~') || header.Length + value.Length > MaxHeaderLength)
            {
                yield return new ValidationResult($"must be visible ASCII characters, with its name at most {MaxHeaderLength}", [$"{name}.{header}"]);
            }
        }
    }

    /// <returns>What is wrong; null if the pairs fit into every message.</returns>
    public static string? FindMetadataFault(IReadOnlyDictionary<string, string>? pairs) => pairs is null ? null
        : pairs.Count > MaxPairs ? $"must have at most {MaxPairs} pairs, not {pairs.Count}"
        : pairs.Keys.Any(name => name.Length is 0 or > MaxNameLength) ? $"must have names of 1 to {MaxNameLength} characters"
        : pairs.Values.Any(value => value.Length > MaxValueLength) ? $"must have values of at most {MaxValueLength} characters"
        : null;
}

/// <summary>POST /v1/webhooks/endpoints.</summary>
/// <param name="Url">An https address; http only for an address in a private network that the service allows.</param>
/// <param name="Name">Display name, up to 100 characters; default empty.</param>
/// <param name="Events">By default all but <c>item.…</c>.</param>
/// <param name="Secret"><c>whsec_…</c>; by default the service draws one.</param>
/// <param name="Signature"><c>v1</c>, the default, for signatures with the secret only, or <c>v1a</c> for additional ed25519 signatures.</param>
/// <param name="Headers">Up to five headers that are sent with every message.</param>
internal sealed record CreateEndpointRequest(
    [property: JsonPropertyName("url"), JsonRequired] string Url,
    [property: JsonPropertyName("name"), MaxLength(WebhookRules.MaxEndpointNameLength, ErrorMessage = WebhookRules.EndpointName)] string Name,
    [property: JsonPropertyName("events")] IReadOnlyList<string>? Events,
    [property: JsonPropertyName("secret")] string? Secret,
    [property: JsonPropertyName("signature"), AllowedValues(null, WebhookRules.Secrets, WebhookRules.Ed25519, ErrorMessage = "must be v1 or v1a")] string? Signature,
    [property: JsonPropertyName("headers")] IReadOnlyDictionary<string, string>? Headers) : IValidatableObject
{
    [JsonIgnore]
    public WebhookEvents Wanted => WebhookRules.ToEvents(Events);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        WebhookRules.FindSecretFaults<CreateEndpointRequest>(nameof(Secret), Secret)
            .Concat(WebhookRules.FindEventFaults<CreateEndpointRequest>(nameof(Events), Events))
            .Concat(WebhookRules.FindHeaderFaults<CreateEndpointRequest>(nameof(Headers), Headers));
}

/// <summary>PATCH /v1/webhooks/endpoints/{endpointId}. Absent fields stay unchanged.</summary>
/// <param name="Enabled">False to stop sending; true to resume, even if the service has disabled the endpoint.</param>
internal sealed record ChangeEndpointRequest(
    [property: JsonPropertyName("url")] string? Url,
    [property: JsonPropertyName("name"), MaxLength(WebhookRules.MaxEndpointNameLength, ErrorMessage = WebhookRules.EndpointName)] string? Name,
    [property: JsonPropertyName("events")] IReadOnlyList<string>? Events,
    [property: JsonPropertyName("enabled")] bool? Enabled,
    [property: JsonPropertyName("headers")] IReadOnlyDictionary<string, string>? Headers) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        WebhookRules.FindEventFaults<ChangeEndpointRequest>(nameof(Events), Events)
            .Concat(WebhookRules.FindHeaderFaults<ChangeEndpointRequest>(nameof(Headers), Headers));
}

/// <summary>POST /v1/webhooks/endpoints/{endpointId}/rotate-secret.</summary>
/// <param name="Secret">The new secret, <c>whsec_…</c>; by default the service draws one.</param>
/// <param name="OverlapHours">How many hours the old secret keeps signing alongside the new one; 0–72, default 24.</param>
internal sealed record RotateSecretRequest(
    [property: JsonPropertyName("secret")] string? Secret,
    [property: JsonPropertyName("overlapHours"), Range(0.0, 72.0, ErrorMessage = "must be between 0 and 72")] double? OverlapHours) : IValidatableObject
{
    private const double DefaultOverlapHours = 24;

    [JsonIgnore]
    public TimeSpan Overlap => TimeSpan.FromHours(OverlapHours ?? DefaultOverlapHours);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        WebhookRules.FindSecretFaults<RotateSecretRequest>(nameof(Secret), Secret);
}

/// <summary>POST /v1/webhooks/deliveries/replay.</summary>
/// <param name="From">Only deliveries created at this time or later.</param>
/// <param name="To">Only deliveries created before this time.</param>
/// <param name="EndpointId">Only deliveries to this endpoint; by default those to all receivers.</param>
internal sealed record ReplayRequest(
    [property: JsonPropertyName("from"), JsonRequired] DateTimeOffset From,
    [property: JsonPropertyName("to"), JsonRequired] DateTimeOffset To,
    [property: JsonPropertyName("endpointId")] string? EndpointId) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        From < To ? [] : [new ValidationResult("must be before to", [WireShape.NameOf<ReplayRequest>(nameof(From))])];
}
