namespace SegFunctions.Archives;

/// <summary>A finished job's files as one vendor wants them packed.</summary>
/// <param name="Account">Owner of the job.</param>
/// <param name="JobId">As the job's orchestration is named.</param>
/// <param name="ManifestName">Name of the first entry.</param>
/// <param name="Manifest">Its JSON.</param>
/// <param name="Entries">The others.</param>
public sealed record ArchiveRequest(string Account, string JobId, string ManifestName, BinaryData Manifest, IReadOnlyList<ArchiveEntry> Entries);
