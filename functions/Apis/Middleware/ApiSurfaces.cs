namespace SegFunctions.Apis.Middleware;

/// <summary>The surfaces of all registered APIs.</summary>
public sealed class ApiSurfaces(IEnumerable<IApiSurface> surfaces)
{
    /// <summary>Longest first: the empty one is that of signed links, management and probes, which are no vendor's.</summary>
    private readonly (string Prefix, IApiSurface Surface)[] _all =
        [.. surfaces.SelectMany(surface => surface.PathPrefixes.Select(prefix => (prefix, surface))).OrderByDescending(entry => entry.prefix.Length)];

    /// <returns>The one that knows most of the path.</returns>
    public IApiSurface For(PathString path) => _all.First(
        entry => entry.Prefix.Length == 0 || path.StartsWithSegments(entry.Prefix, StringComparison.OrdinalIgnoreCase)).Surface;
}
