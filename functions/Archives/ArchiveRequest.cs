namespace SegFunctions.Archives;

/// <summary>A finished job's files in one vendor's packing.</summary>
/// <param name="Account">Owner of the job.</param>
/// <param name="JobId">Instance id of the job's orchestration.</param>
/// <param name="ManifestName">Name of the first entry.</param>
/// <param name="Manifest">Its JSON.</param>
/// <param name="Entries">The others.</param>
public sealed record ArchiveRequest(string Account, string JobId, string ManifestName, BinaryData Manifest, IReadOnlyList<ArchiveEntry> Entries);
