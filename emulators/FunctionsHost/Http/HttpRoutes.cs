using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Emulators.FunctionsHost.Http;

/// <summary>One endpoint for each HTTP function. The app has no other routes, so both an unknown path and a wrong method get a 404.</summary>
internal sealed class HttpRoutes
{
    /// <summary>First path segments reserved for the host.</summary>
    private static readonly string[] Reserved = ["admin", "runtime"];

    private readonly List<(HostFunction Function, RoutePattern Route)> _functions;

    /// <param name="prefix">Without leading or trailing slashes; may be empty.</param>
    /// <param name="isServed">Whether the worker has its own server.</param>
    /// <exception cref="HostStartException">A route is malformed or reserved, or nothing serves it.</exception>
    public HttpRoutes(FunctionCatalog catalog, string prefix, bool isServed)
    {
        var functions = catalog.StartedBy("httpTrigger");
        if (functions is [var first, ..] && !isServed)
        {
            throw HostStartException.Of(
                first.Name, "this host serves HTTP only through ASP.NET Core; the app must call ConfigureFunctionsWebApplication.");
        }

        _functions = [.. functions.Select(function => (function, Parse(function, prefix)))];
    }

    public void Map(IEndpointRouteBuilder endpoints, HttpFront front)
    {
        foreach (var (function, route) in _functions)
        {
            var endpoint = endpoints.Map(route, http => front.AnswerAsync(http, function)).WithMetadata(function).WithDisplayName(function.Name);
            if (function.Trigger.Methods is { Length: > 0 } methods)
            {
                endpoint.WithMetadata(new HttpMethodMetadata(methods));
            }
        }
    }

    private static RoutePattern Parse(HostFunction function, string prefix)
    {
        var route = function.Trigger.Route ?? function.Name;
        if (route.StartsWith('/'))
        {
            throw HostStartException.Of(function.Name, $"its route '{route}' starts with a slash.");
        }

        try
        {
            var pattern = RoutePatternFactory.Parse(prefix.Length == 0 ? route : $"{prefix}/{route}");
            return pattern.PathSegments is [{ Parts: [RoutePatternLiteralPart first] }, ..] && Reserved.Contains(first.Content, StringComparer.OrdinalIgnoreCase)
                ? throw HostStartException.Of(function.Name, $"its route '{pattern.RawText}' is below /{first.Content}, which is the host's.")
                : pattern;
        }
        catch (RoutePatternException error)
        {
            throw HostStartException.Of(function.Name, $"its route '{route}' is malformed: {error.Message}");
        }
    }
}
