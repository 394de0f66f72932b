namespace SegFunctions.Models.Installation;

/// <summary>Where an installation failed.</summary>
public enum ModelInstallFailure
{
    /// <summary>npm is not on the path.</summary>
    NpmMissing,

    /// <summary>npm could not download the package: no network, no such version, no disk space.</summary>
    Download,

    /// <summary>A tarball, or a file made from it, does not match the catalogue.</summary>
    WrongDigest,

    /// <summary>The tarball lacks a file that the catalogue names, or it is unreasonably large.</summary>
    Package,

    /// <summary>The package's network cannot be converted.</summary>
    Conversion,
}
