namespace SegFunctions.Links;

/// <summary>Whose pages may call this service from a browser. Section <c>Cors</c>.</summary>
public sealed class CrossOriginOptions
{
    public const string Section = "Cors";

    /// <summary><c>*</c> for everyone's.</summary>
    public const string Any = "*";

    /// <summary>Scheme, host and port, as browsers send them: <c>https://app.example</c>. None: browsers keep other pages out.</summary>
    public IList<string> Origins { get; } = [];

    public bool IsValid() => Origins.All(origin => origin == Any
        || (Uri.TryCreate(origin, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.GetLeftPart(UriPartial.Authority) == origin));
}
