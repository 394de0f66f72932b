using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Emulators.Tests.FunctionsWorker;

public sealed class HostKeyTests
{
    [Theory]
    [InlineData(null, null, "closed", HttpStatusCode.Unauthorized)]
    [InlineData(null, "", "closed", HttpStatusCode.Unauthorized)]
    [InlineData("secret", null, "closed", HttpStatusCode.Unauthorized)]
    [InlineData("secret", "wrong", "closed", HttpStatusCode.Unauthorized)]
    [InlineData("secret", "secret", "closed", HttpStatusCode.OK)]
    [InlineData("secret", null, "closed?code=secret", HttpStatusCode.OK)]
    [InlineData(null, null, "open", HttpStatusCode.OK)]
    public async Task A_function_that_is_not_anonymous_needs_the_hosts_key(string? key, string? given, string path, HttpStatusCode status)
    {
        await using var host = new TestHost(typeof(Doors)) { Settings = { ["EMULATOR_HOST_KEY"] = key } };
        await host.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (given is not null)
        {
            request.Headers.Add("x-functions-key", given);
        }

        Assert.Equal(status, (await host.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    public sealed class Doors
    {
        [Function("closed")]
        public IActionResult Closed([HttpTrigger("get")] HttpRequest request) => new OkResult();

        [Function("open")]
        public IActionResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new OkResult();
    }
}
