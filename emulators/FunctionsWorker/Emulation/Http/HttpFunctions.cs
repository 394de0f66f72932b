using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;

namespace Microsoft.Azure.Functions.Worker.Emulation.Http;

/// <summary>One endpoint for each HTTP function. Nothing else answers, so an unknown path and a wrong method are both 404.</summary>
internal sealed class HttpFunctions
{
    private readonly List<(FunctionDescriptor Function, HttpTriggerAttribute Trigger, RoutePattern Route)> _functions;

    /// <param name="catalogue">The app's functions.</param>
    /// <param name="routePrefix">Without slashes at the ends; may be empty.</param>
    /// <param name="homepageIsDisabled">False leaves <c>/</c> to the host.</param>
    /// <exception cref="FunctionsStartException">A route is malformed or taken.</exception>
    public HttpFunctions(FunctionCatalogue catalogue, string routePrefix, bool homepageIsDisabled)
    {
        _functions = [.. from entry in catalogue.StartedBy<HttpTriggerAttribute>()
                         select (entry.Function, entry.Trigger, HttpRoute.Parse(entry.Function.Name, entry.Trigger, routePrefix))];
        RefuseSharedRoutes();
        if (!homepageIsDisabled && _functions.Find(function => function.Route.PathSegments.Count == 0) is { Function: { } home })
        {
            throw FunctionsStartException.Of(home.Name, "its route is '/', where the host shows its own page unless the setting AzureWebJobsDisableHomepage is true.");
        }
    }

    public void Map(WebApplication app, HttpInvocation invocation)
    {
        app.UseRouting();
        app.Use(AnswerNotFoundAsync);
        app.UseRequestTimeouts();
        foreach (var (function, trigger, route) in _functions)
        {
            var endpoint = app.Map(route, http => invocation.RunAsync(http, function, trigger.AuthLevel))
                .WithMetadata(function)
                .WithDisplayName(function.Name);
            if (trigger.Methods is { Length: > 0 } methods)
            {
                endpoint.WithMetadata(new HttpMethodMetadata(methods));
            }
        }
    }

    /// <summary>ASP.NET Core would say 405 to a wrong method.</summary>
    private static Task AnswerNotFoundAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<FunctionDescriptor>() is not null)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private void RefuseSharedRoutes()
    {
        foreach (var group in _functions.GroupBy(function => Shape(function.Route), StringComparer.OrdinalIgnoreCase))
        {
            var methods = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (function, trigger, route) in group)
            {
                var own = trigger.Methods is { Length: > 0 } named ? named.Distinct(StringComparer.OrdinalIgnoreCase) : [""];
                if (own.FirstOrDefault(method => !methods.Add(method)) is { } taken)
                {
                    throw FunctionsStartException.Of(function.Name, $"another function answers {(taken.Length == 0 ? "any method" : taken)} on the route '{route.RawText}' already.");
                }
            }
        }
    }

    /// <summary>A route without its parameters' names, so that <c>a/{x}</c> and <c>a/{y}</c> are the same.</summary>
    private static string Shape(RoutePattern route) => string.Join('/', route.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.ParameterKind}:{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
        _ => "",
    }))));
}
