using System.Text.Json.Serialization;

namespace SegFunctions.Apis.RemoveBg;

// remove.bg's answers. A property is always present unless its line says otherwise.

/// <summary>POST /v1.0/removebg of a client that accepts JSON alone.</summary>
internal sealed record RemovalResponse([property: JsonPropertyName("data")] RemovalItem Data);

/// <param name="ResultB64">The file, base64.</param>
/// <param name="ForegroundTop">Where the object is in the picture that was sent, pixels.</param>
/// <param name="ForegroundLeft">From the picture's left.</param>
/// <param name="ForegroundWidth">The object's.</param>
/// <param name="ForegroundHeight">The object's.</param>
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

/// <param name="Total">Tokens that are left; a million for an account without a balance.</param>
/// <param name="Subscription">0: there is none.</param>
/// <param name="Payg">The same as the total.</param>
/// <param name="Enterprise">0.</param>
internal sealed record CreditsItem(
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("subscription")] long Subscription,
    [property: JsonPropertyName("payg")] long Payg,
    [property: JsonPropertyName("enterprise")] long Enterprise);

/// <param name="FreeCalls">0.</param>
/// <param name="Sizes"><c>all</c>.</param>
internal sealed record ApiItem(
    [property: JsonPropertyName("free_calls")] int FreeCalls,
    [property: JsonPropertyName("sizes")] string Sizes);

/// <summary>Body of every answer that is not 2xx.</summary>
/// <param name="Errors">At least one; every fault of the request.</param>
internal sealed record ErrorResponse([property: JsonPropertyName("errors")] IReadOnlyList<ErrorItem> Errors);

/// <param name="Title">For people.</param>
/// <param name="Code">For programs.</param>
/// <param name="Detail">What is wrong with this request.</param>
internal sealed record ErrorItem(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("detail")] string Detail);
