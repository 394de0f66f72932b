using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Emulation.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The request and its response, for middleware that was added after <c>ConfigureFunctionsWebApplication</c>.</summary>
    /// <returns>Null when something other than an HTTP request started the function.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpResultMiddleware.HttpContextKey, out var value) ? value as HttpContext : null;
}
