using SegFunctions.Annotations;
using SegFunctions.Contract;

namespace SegFunctions.Archives;

/// <summary>The content of an archive.</summary>
/// <param name="Created">Timestamp of every entry, so that repeated builds give the same bytes.</param>
/// <param name="Entries">In the order of the archive; names are unique.</param>
public sealed record ArchivePlan(DateTimeOffset Created, IReadOnlyList<ArchiveEntry> Entries);

/// <param name="Name">Path inside the archive, with <c>/</c>.</param>
/// <param name="Source">The blob that holds the content.</param>
public sealed record ArchiveEntry(string Name, BlobReference Source);

/// <summary>The files of an ended job, as one vendor's API packs them.</summary>
/// <param name="Account">Owner of the job.</param>
/// <param name="JobId">Instance id of the job's orchestration.</param>
/// <param name="ManifestName">Name of the first entry, the manifest.</param>
/// <param name="Manifest">The manifest's JSON.</param>
/// <param name="Entries">Further entries that are stored already.</param>
/// <param name="Annotations">Further entries that are made for the archive.</param>
public sealed record ArchiveRequest(
    string Account, string JobId, string ManifestName, BinaryData Manifest, IReadOnlyList<ArchiveEntry> Entries, IReadOnlyList<AnnotationFile> Annotations);
