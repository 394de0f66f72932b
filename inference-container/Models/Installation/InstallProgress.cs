namespace SegFunctions.Models.Installation;

/// <summary>One step of one model's install. Reported in order for each model, ten times a second at most while it downloads.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Bytes">Bytes of the package's tarball fetched so far; models of one package share them.</param>
/// <param name="TotalBytes">Size of the package's tarball.</param>
public sealed record InstallProgress(string Model, InstallStage Stage, long Bytes, long TotalBytes);
