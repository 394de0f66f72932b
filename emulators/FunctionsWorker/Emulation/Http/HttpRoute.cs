using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;

namespace Microsoft.Azure.Functions.Worker.Emulation.Http;

/// <summary>Route templates as the host takes them.</summary>
internal static class HttpRoute
{
    /// <summary>First segments that the host keeps for itself.</summary>
    private static readonly string[] Reserved = ["admin", "runtime"];

    /// <returns>The route below the prefix.</returns>
    /// <exception cref="FunctionsStartException">The template is malformed.</exception>
    public static RoutePattern Parse(string function, HttpTriggerAttribute trigger) => Parse(function, trigger.Route ?? function, prefix: "");

    /// <returns>The whole route.</returns>
    /// <exception cref="FunctionsStartException">The template is malformed, or the path is the host's own.</exception>
    public static RoutePattern Parse(string function, HttpTriggerAttribute trigger, string prefix)
    {
        var pattern = Parse(function, trigger.Route ?? function, prefix);
        return pattern.PathSegments is [{ Parts: [RoutePatternLiteralPart literal] }, ..] && Reserved.Contains(literal.Content, StringComparer.OrdinalIgnoreCase)
            ? throw FunctionsStartException.Of(function, $"its route '{pattern.RawText}' is below /{literal.Content}, which is the host's.")
            : pattern;
    }

    private static RoutePattern Parse(string function, string route, string prefix)
    {
        if (route.StartsWith('/'))
        {
            throw FunctionsStartException.Of(function, $"its route '{route}' starts with a slash.");
        }

        try
        {
            return RoutePatternFactory.Parse(prefix.Length == 0 ? route : $"{prefix}/{route}");
        }
        catch (RoutePatternException error)
        {
            throw FunctionsStartException.Of(function, $"its route '{route}' is malformed: {error.Message}");
        }
    }
}
