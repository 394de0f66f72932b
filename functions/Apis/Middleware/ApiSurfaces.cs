namespace SegFunctions.Apis.Middleware;

/// <summary>The surfaces of all registered APIs.</summary>
public sealed class ApiSurfaces(IEnumerable<IApiSurface> surfaces)
{
    /// <summary>Longest prefix first. The empty prefix is that of signed links, management and probes, which belong to no vendor's API.</summary>
    private readonly (string Prefix, IApiSurface Surface)[] _all =
        [.. surfaces.SelectMany(surface => surface.PathPrefixes.Select(prefix => (prefix, surface))).OrderByDescending(entry => entry.prefix.Length)];

    /// <returns>The surface with the longest matching prefix.</returns>
    public IApiSurface For(PathString path) => _all.First(
        entry => entry.Prefix.Length == 0 || path.StartsWithSegments(entry.Prefix, StringComparison.OrdinalIgnoreCase)).Surface;
}
