using System.Text.Json.Serialization;

namespace SegFunctions.Apis.RemoveBg;

// remove.bg's responses. Properties are always present unless documented otherwise.

/// <summary>POST /v1.0/removebg, for a client that accepts only JSON.</summary>
internal sealed record RemovalResponse([property: JsonPropertyName("data")] RemovalItem Data);

/// <param name="ResultB64">The cut-out's file, as base64.</param>
/// <param name="ForegroundTop">Top of the object in the picture that was sent, in pixels.</param>
/// <param name="ForegroundLeft">Left edge of the object in the picture that was sent, in pixels.</param>
/// <param name="ForegroundWidth">Width of the object in pixels.</param>
/// <param name="ForegroundHeight">Height of the object in pixels.</param>
internal sealed record RemovalItem(
    [property: JsonPropertyName("result_b64")] string ResultB64,
    [property: JsonPropertyName("foreground_top")] int ForegroundTop,
    [property: JsonPropertyName("foreground_left")] int ForegroundLeft,
    [property: JsonPropertyName("foreground_width")] int ForegroundWidth,
    [property: JsonPropertyName("foreground_height")] int ForegroundHeight);

/// <summary>GET /v1.0/account.</summary>
internal sealed record BalanceResponse([property: JsonPropertyName("data")] BalanceItem Data);

internal sealed record BalanceItem([property: JsonPropertyName("attributes")] BalanceAttributesItem Attributes);

internal sealed record BalanceAttributesItem(
    [property: JsonPropertyName("credits")] CreditsItem Credits,
    [property: JsonPropertyName("api")] ApiItem Api);

/// <param name="Total">Tokens left; a million for an account without a balance.</param>
/// <param name="Subscription">Always 0: there are no subscriptions.</param>
/// <param name="Payg">Equals the total.</param>
/// <param name="Enterprise">Always 0.</param>
internal sealed record CreditsItem(
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("subscription")] long Subscription,
    [property: JsonPropertyName("payg")] long Payg,
    [property: JsonPropertyName("enterprise")] long Enterprise);

/// <param name="FreeCalls">Always 0.</param>
/// <param name="Sizes">Always <c>all</c>.</param>
internal sealed record ApiItem(
    [property: JsonPropertyName("free_calls")] int FreeCalls,
    [property: JsonPropertyName("sizes")] string Sizes);

/// <summary>The body of every response that is not 2xx.</summary>
/// <param name="Errors">At least one; all faults of the request.</param>
internal sealed record ErrorResponse([property: JsonPropertyName("errors")] IReadOnlyList<ErrorItem> Errors);

/// <param name="Title">A short title for human readers.</param>
/// <param name="Code">Machine-readable.</param>
/// <param name="Detail">What is wrong with this request.</param>
internal sealed record ErrorItem(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("detail")] string Detail);
