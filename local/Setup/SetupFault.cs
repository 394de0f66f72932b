using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Setup;

/// <summary>Turns failures of a cache into sentences for the user, who can fix them.</summary>
internal static class SetupFault
{
    /// <param name="folder">The cache that <paramref name="work"/> writes to.</param>
    /// <param name="work">May install into it.</param>
    /// <exception cref="UserException">Something cannot be installed, or the cache cannot be written.</exception>
    public static async Task<T> TranslateAsync<T>(string folder, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is ModelCatalogueException or InstallException)
        {
            throw new UserException(exception.Message, exception);
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            throw new UserException($"The cache {folder} cannot be used: {FileFault.DescribeFolder(folder, exception)} Choose another folder with --cache.", exception);
        }
    }
}
