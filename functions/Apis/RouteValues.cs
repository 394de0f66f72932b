namespace SegFunctions.Apis;

internal static class RouteValues
{
    /// <summary>The route's part of this name, percent-decoded; empty when the route has none.</summary>
    public static string RouteText(this HttpRequest request, string name) => request.RouteValues[name] as string ?? "";
}
