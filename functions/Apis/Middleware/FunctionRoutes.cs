using System.Reflection;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Apis.Playground;

namespace SegFunctions.Apis.Middleware;

/// <summary>The routes of the app's functions and the methods that each accepts, read from their triggers.</summary>
internal static class FunctionRoutes
{
    private static readonly IReadOnlyList<(TemplateMatcher Path, IReadOnlyList<string> Methods)> All = [.. Find()];

    /// <returns>The methods in upper case; empty if no function with a list of methods has this path.</returns>
    public static IReadOnlyCollection<string> MethodsOf(PathString path) =>
        [.. All.Where(route => route.Path.TryMatch(path, [])).SelectMany(route => route.Methods).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<(TemplateMatcher Path, IReadOnlyList<string> Methods)> Find() =>
        from type in typeof(FunctionRoutes).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is { Route: { }, Methods: { } }
        select (
            // The matcher does not support route constraints.
            new TemplateMatcher(TemplateParser.Parse(trigger.Route == PlaygroundEndpoints.Root ? "" : trigger.Route!), []),
            (IReadOnlyList<string>)[.. trigger.Methods!.Select(verb => verb.ToUpperInvariant())]);
}
