namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>A user's export, as it stands in the file of what was added.</summary>
/// <param name="Name">Unique in the catalogue; the folder of its files.</param>
/// <param name="Kind">One of <see cref="ExportKinds"/>.</param>
/// <param name="Licence">What the user accepted or was told.</param>
/// <param name="Files">With the hashes that they had when they were added.</param>
public sealed record AddedModel(string Name, string Kind, ModelLicence Licence, IReadOnlyList<ModelFile> Files)
{
    /// <summary>Where its files are.</summary>
    public required ModelSource Source { get; init; }

    public string Description => ExportKinds.Find(Kind)?.Description ?? Kind;
}
