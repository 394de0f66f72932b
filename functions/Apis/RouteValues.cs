namespace SegFunctions.Apis;

internal static class RouteValues
{
    /// <summary>The route parameter of this name, percent-decoded except for <c>%2F</c>; empty if the route has none.</summary>
    public static string RouteText(this HttpRequest request, string name) => request.RouteValues[name] as string ?? "";

    /// <summary>The route's catch-all parameter of this name; slashes that the client escaped are decoded.</summary>
    public static string RoutePath(this HttpRequest request, string name) =>
        request.RouteText(name).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
