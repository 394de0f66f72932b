namespace SegFunctions.Apis.Middleware;

/// <summary>The surfaces of all APIs that are registered.</summary>
public sealed class ApiSurfaces(IEnumerable<IApiSurface> surfaces)
{
    /// <summary>One with an empty prefix comes last: signed links, management and probes are no vendor's.</summary>
    private readonly IApiSurface[] _all = [.. surfaces.OrderBy(surface => surface.PathPrefixes.Contains(""))];

    public IApiSurface For(PathString path) => _all.First(surface => surface.PathPrefixes.Any(
        prefix => prefix.Length == 0 || path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)));
}
