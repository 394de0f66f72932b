namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>A user's export, as recorded in the list of added models.</summary>
/// <param name="Name">Unique in the catalogue; also the name of its folder.</param>
/// <param name="Kind">One of <see cref="ExportKinds"/>.</param>
/// <param name="License">The terms that the user accepted or was shown.</param>
/// <param name="Files">The files, with the hashes that they had when they were added.</param>
public sealed record AddedModel(string Name, string Kind, ModelLicense License, IReadOnlyList<ModelFile> Files)
{
    /// <summary>Where the files are.</summary>
    public required ModelSource Source { get; init; }

    public string Description => ExportKinds.Find(Kind)?.Description ?? Kind;
}
