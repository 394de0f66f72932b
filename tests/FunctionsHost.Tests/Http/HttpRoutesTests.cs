using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Http;
using Emulators.FunctionsHost.Settings;

namespace FunctionsHost.Tests.Http;

public sealed class HttpRoutesTests
{
    [Theory]
    [InlineData("", "/hello", true, "its route '/hello' starts with a slash.")]
    [InlineData("", "admin/hello", true, "its route 'admin/hello' is below /admin, which is the host's.")]
    [InlineData("runtime", "hello", true, "its route 'runtime/hello' is below /runtime, which is the host's.")]
    [InlineData("api", "hello/{", true, "its route 'hello/{' is malformed:")]
    [InlineData("api", "hello", false, "the app must call ConfigureFunctionsWebApplication.")]
    public void What_cannot_be_served_ends_the_start_with_a_sentence(string prefix, string route, bool isServed, string sentence)
    {
        var error = Assert.Throws<HostStartException>(() => new HttpRoutes(CatalogueOf("httpTrigger", route), prefix, isServed));

        Assert.Contains(sentence, error.Message);
    }

    [Fact]
    public void An_app_without_http_needs_no_server() => _ = new HttpRoutes(CatalogueOf("timerTrigger", null), "api", isServed: false);

    private static FunctionCatalog CatalogueOf(string trigger, string? route)
    {
        var binding = new FunctionBinding { Name = "trigger", Type = trigger, Route = route };
        return new FunctionCatalog([new HostFunction("Hello", "1", binding, [binding])]);
    }
}
