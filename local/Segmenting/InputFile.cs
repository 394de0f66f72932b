namespace SegFunctions.Local.Segmenting;

/// <summary>One picture of the command line.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="ContentType">By its extension.</param>
/// <param name="Folder">Its folder below the output folder; no other picture of the run has it.</param>
internal sealed record InputFile(string Path, string ContentType, string Folder);
