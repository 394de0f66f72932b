namespace SegFunctions.Models.Installation;

/// <summary>Where an install failed.</summary>
public enum ModelInstallFailure
{
    /// <summary>There is no npm on the path.</summary>
    NpmMissing,

    /// <summary>npm could not fetch the package: no network, no such version, no room.</summary>
    Download,

    /// <summary>A tarball, or a file made of it, is not the one that the catalogue means.</summary>
    WrongDigest,

    /// <summary>The tarball lacks a file that the catalogue names, or it is unreasonably large.</summary>
    Package,

    /// <summary>The package's network cannot be converted.</summary>
    Conversion,
}
