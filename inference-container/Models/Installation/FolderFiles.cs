namespace SegFunctions.Models.Installation;

/// <summary>Copies single files from a user's folder.</summary>
internal static class FolderFiles
{
    /// <param name="source">Absolute path.</param>
    /// <param name="paths">Below <paramref name="source"/>; each becomes <c>{folder}/{its file name}</c>.</param>
    /// <param name="folder">Must exist.</param>
    /// <exception cref="InstallException"><see cref="InstallFailure.Package"/>: a file is missing or cannot be read.</exception>
    public static void Copy(string source, IEnumerable<string> paths, string folder)
    {
        foreach (var path in paths)
        {
            try
            {
                File.Copy(Path.Combine(source, path), Path.Combine(folder, Path.GetFileName(path)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InstallException(InstallFailure.Package, $"{path} cannot be copied from {source}: {exception.Message}", exception);
            }
        }
    }
}
