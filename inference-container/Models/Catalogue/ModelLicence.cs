namespace SegFunctions.Models.Catalogue;

/// <summary>What is known of the terms of a model's weights.</summary>
/// <param name="Package">SPDX identifier that the package states.</param>
/// <param name="Upstream">Where architecture and weights come from, and on what terms.</param>
public sealed record ModelLicence(string Package, string Upstream);
