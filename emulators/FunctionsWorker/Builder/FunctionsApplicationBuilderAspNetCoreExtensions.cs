using Microsoft.Azure.Functions.Worker.Emulation.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>
    /// Gives HTTP functions ASP.NET Core's <c>HttpRequest</c>, <c>IActionResult</c> and <c>IResult</c>. Middleware added before this call sees no
    /// <c>HttpContext</c>; results are written when the middleware added after it has returned.
    /// </summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.AspNetCoreIsConfigured = true;
        builder.Services.AddMvcCore();
        builder.UseMiddleware<HttpResultMiddleware>();
        return builder;
    }
}
