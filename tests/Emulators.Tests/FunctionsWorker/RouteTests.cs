using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Emulators.Tests.FunctionsWorker;

public sealed class RouteTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("jobs/7", "number 7")]
    [InlineData("JOBS/7", "number 7")]
    [InlineData("jobs/0f8fad5b-d9cb-469f-a165-70867728950e", "guid 0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("jobs/latest", "latest")]
    [InlineData("jobs/other", "text other")]
    [InlineData("files/a/b/c.png", "rest a/b/c.png")]
    [InlineData("files", "rest ")]
    [InlineData("ByItsName", "by its name")]
    public async Task A_request_goes_to_the_function_whose_route_fits_best(string path, string answer)
    {
        await using var host = await TestHost.StartAsync(typeof(Routes));

        Assert.Equal(answer, await host.Http.GetStringAsync(path, Cancellation));
    }

    [Theory]
    [InlineData("POST", "jobs/7")]
    [InlineData("HEAD", "jobs/7")]
    [InlineData("GET", "nothing/here")]
    [InlineData("GET", "")]
    public async Task A_wrong_method_and_an_unknown_path_are_both_not_found(string method, string path)
    {
        await using var host = await TestHost.StartAsync(typeof(Routes));

        var response = await host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Methods_share_a_route_and_a_function_without_methods_takes_the_others()
    {
        await using var host = await TestHost.StartAsync(typeof(Methods));

        Assert.Equal("read", await host.Http.GetStringAsync("thing", Cancellation));
        Assert.Equal("written", await (await host.Http.PutAsync("thing", null, Cancellation)).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("any PATCH", await (await host.Http.PatchAsync("thing", null, Cancellation)).Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_value_of_the_wrong_form_fails_the_invocation()
    {
        await using var host = await TestHost.StartAsync(typeof(Unconstrained));

        Assert.Equal(HttpStatusCode.InternalServerError, (await host.Http.GetAsync("items/seven", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Without_host_json_the_prefix_is_api()
    {
        await using var host = new TestHost(typeof(Routes)) { HostJson = null };
        await host.StartAsync();

        Assert.Equal("latest", await host.Http.GetStringAsync("api/jobs/latest", Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync("jobs/latest", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_setting_wins_over_host_json()
    {
        await using var host = new TestHost(typeof(Routes)) { Settings = { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "v1" } };
        await host.StartAsync();

        Assert.Equal("latest", await host.Http.GetStringAsync("v1/jobs/latest", Cancellation));
    }

    public sealed class Routes
    {
        [Function("Number")]
        public IActionResult Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{id:long}")] HttpRequest request, long id) =>
            Text($"number {id}");

        [Function("Guid")]
        public IActionResult Unique([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{id:guid}")] HttpRequest request, Guid id) =>
            Text($"guid {id}");

        [Function("Latest")]
        public IActionResult Latest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/latest")] HttpRequest request) => Text("latest");

        [Function("Text")]
        public IActionResult Named([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{id}")] HttpRequest request, string id) =>
            Text($"text {id}");

        [Function("Rest")]
        public IActionResult Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*rest}")] HttpRequest request, string? rest) =>
            Text($"rest {rest}");

        [Function("ByItsName")]
        public static IActionResult ByItsName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Text("by its name");

        private static ContentResult Text(string text) => new() { Content = text };
    }

    public sealed class Methods
    {
        [Function("Read")]
        public IActionResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "thing")] HttpRequest request) => new ContentResult { Content = "read" };

        [Function("Write")]
        public IActionResult Write([HttpTrigger(AuthorizationLevel.Anonymous, "put", "post", Route = "thing")] HttpRequest request) =>
            new ContentResult { Content = "written" };

        [Function("Any")]
        public IActionResult Any([HttpTrigger(AuthorizationLevel.Anonymous, Route = "thing")] HttpRequest request) =>
            new ContentResult { Content = $"any {request.Method}" };
    }

    public sealed class Unconstrained
    {
        [Function("Item")]
        public IActionResult Item([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id}")] HttpRequest request, int id) => new OkObjectResult(id);
    }
}
