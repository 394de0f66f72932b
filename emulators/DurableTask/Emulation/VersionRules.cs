namespace Microsoft.DurableTask.Emulation;

/// <summary>The app's version, given to new instances, and what becomes of instances that are not for it.</summary>
internal sealed record VersionRules
{
    /// <summary>Empty for none: then instances of any version run.</summary>
    public string Default { get; init; } = string.Empty;

    public VersionMatch Match { get; init; } = VersionMatch.CurrentOrOlder;

    /// <summary>Whether an instance that is not for this app fails; else it waits for an app of its version.</summary>
    public bool FailsOthers { get; init; }

    public bool Takes(string version) => Default.Length == 0 || Match switch
    {
        VersionMatch.Strict => Compare(version, Default) == 0,
        VersionMatch.CurrentOrOlder => Compare(version, Default) <= 0,
        _ => true,
    };

    public TaskFailureDetails Refusal(string version) => new(
        "VersionMismatch",
        $"The orchestration's version '{version}' is not one that this app, of version '{Default}', runs ({Match}).",
        stackTrace: null,
        innerFailure: null);

    /// <summary>None comes before any; numbers with dots by their parts, everything else as text without regard to case.</summary>
    private static int Compare(string version, string other) =>
        version.Length > 0 && other.Length > 0 && Version.TryParse(version, out var left) && Version.TryParse(other, out var right)
            ? left.CompareTo(right)
            : string.Compare(version, other, StringComparison.OrdinalIgnoreCase);
}
