namespace SegFunctions.Models.Catalogue;

/// <summary>What is known about the license of a model's weights.</summary>
/// <param name="Package">The package's stated SPDX identifier.</param>
/// <param name="Upstream">Where architecture and weights come from, and under what terms.</param>
public sealed record ModelLicence(string Package, string Upstream);
