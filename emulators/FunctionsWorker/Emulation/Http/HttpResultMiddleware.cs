using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Emulation.Http;

/// <summary>
/// Shows the request to what is inside of it, and writes the function's result once that has returned: an exception thrown while a result
/// is written never passes through the app's middleware, here as on the real worker.
/// </summary>
internal sealed class HttpResultMiddleware : IFunctionsWorkerMiddleware
{
    internal const string HttpContextKey = "HttpRequestContext";

    private static readonly ActionDescriptor NoAction = new();

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (((InvocationContext)context).Trigger is not HttpContext http)
        {
            await next(context);
            return;
        }

        context.Items[HttpContextKey] = http;
        http.RequestServices = context.InstanceServices;
        await next(context);
        await WriteAsync(((InvocationContext)context).Result, http);
    }

    private static Task WriteAsync(object? result, HttpContext http) => result switch
    {
        null => Task.CompletedTask,
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
        IResult minimal => minimal.ExecuteAsync(http),
        _ => throw new InvalidOperationException($"A {result.GetType()} is never written to the response; return IActionResult or IResult."),
    };
}
