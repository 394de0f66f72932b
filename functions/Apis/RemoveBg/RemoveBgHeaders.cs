namespace SegFunctions.Apis.RemoveBg;

/// <summary>Names of remove.bg's response headers.</summary>
internal static class RemoveBgHeaders
{
    public const string Width = "X-Width";
    public const string Height = "X-Height";
    public const string ForegroundTop = "X-Foreground-Top";
    public const string ForegroundLeft = "X-Foreground-Left";
    public const string ForegroundWidth = "X-Foreground-Width";
    public const string ForegroundHeight = "X-Foreground-Height";
    public const string Type = "X-Type";
    public const string CreditsCharged = "X-Credits-Charged";
    public const string RateLimit = "X-RateLimit-Limit";
    public const string RateRemaining = "X-RateLimit-Remaining";
    public const string RateReset = "X-RateLimit-Reset";

    /// <summary>All of these headers, which pages of allowed origins may read.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Width, Height, ForegroundTop, ForegroundLeft, ForegroundWidth, ForegroundHeight, Type, CreditsCharged, RateLimit, RateRemaining, RateReset,
    ];
}
