namespace SegFunctions.Apis;

internal static class RouteValues
{
    /// <summary>The route's part of this name, percent-decoded but for <c>%2F</c>; empty when the route has none.</summary>
    public static string RouteText(this HttpRequest request, string name) => request.RouteValues[name] as string ?? "";

    /// <summary>The route's rest of this name, in which a client may have escaped the slashes.</summary>
    public static string RoutePath(this HttpRequest request, string name) =>
        request.RouteText(name).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
