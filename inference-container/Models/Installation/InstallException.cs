namespace SegFunctions.Models.Installation;

/// <summary>Something could not be installed; its place in the cache is unchanged.</summary>
/// <param name="failure">A code for programs.</param>
/// <param name="message">For human readers: what failed and what to do.</param>
/// <param name="innerException">The error of npm, the file system or the converter.</param>
public sealed class InstallException(InstallFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public InstallFailure Failure { get; } = failure;
}

/// <summary>Where an installation failed.</summary>
public enum InstallFailure
{
    /// <summary>npm cannot be started.</summary>
    NpmMissing,

    /// <summary>npm could not download the package: no network, no such version, no disk space.</summary>
    Download,

    /// <summary>A tarball, or a file made from it, does not match the catalogue.</summary>
    WrongDigest,

    /// <summary>The tarball lacks a file that the catalogue names, or the file is unreasonably large.</summary>
    Package,

    /// <summary>The package's network cannot be converted.</summary>
    Conversion,
}
