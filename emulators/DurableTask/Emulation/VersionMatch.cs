namespace Microsoft.DurableTask.Emulation;

/// <summary>Which instances an engine runs, by their version and its own; the names of <c>versionMatchStrategy</c> in host.json.</summary>
internal enum VersionMatch
{
    /// <summary>All.</summary>
    None,

    /// <summary>Those of the same version.</summary>
    Strict,

    /// <summary>Those of the same version, of earlier ones and of none.</summary>
    CurrentOrOlder,
}
