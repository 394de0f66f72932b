namespace SegFunctions.Links;

/// <summary>Which pages of other origins may call this service from a browser. Section <c>Cors</c>.</summary>
public sealed class CrossOriginOptions
{
    public const string Section = "Cors";

    /// <summary><c>*</c> for every origin.</summary>
    public const string Any = "*";

    /// <summary>Scheme, host and port, as browsers send them: <c>https://app.example</c>. If empty, browsers block other origins.</summary>
    public IList<string> Origins { get; } = [];

    public bool IsValid() => Origins.All(origin => origin == Any
        || (Uri.TryCreate(origin, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.GetLeftPart(UriPartial.Authority) == origin));
}
