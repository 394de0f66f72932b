namespace SegFunctions.Apis.Playground;

/// <summary>Settings of the playground page. Section <c>Playground</c>.</summary>
public sealed class PlaygroundOptions
{
    public const string Section = "Playground";

    /// <summary>
    /// A key that the page may use without asking its user. Only <c>serve</c> sets it, which listens only on this machine. Null elsewhere;
    /// then the page asks for a key.
    /// </summary>
    public string? LocalKey { get; set; }
}
