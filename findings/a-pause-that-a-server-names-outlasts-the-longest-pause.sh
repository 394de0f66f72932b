#!/usr/bin/env bash
# Microsoft.Extensions.Http.Resilience 10.11.0: MaxDelay of HttpRetryStrategyOptions is the longest pause that the pipeline computes and no limit to the one that
# a server names. With a longest pause of 0.2 s, "Retry-After: 3" is waited for in full, on a 409 too where ShouldHandle takes it; with an hour it would be an hour.
# And the number of retries is no time: with a server that says "Retry-After: 0" ten retries, meant for some seconds, are over in milliseconds.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
cat > app.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Extensions.Http.Resilience" Version="[10.11.0]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System.Diagnostics;
using Microsoft.Extensions.Http.Resilience;
using Polly;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
await using var server = builder.Build();
server.Urls.Add("http://127.0.0.1:0");
var left = 0;
server.MapGet("/{pause}", (string pause, HttpContext context) =>
{
    context.Response.Headers.RetryAfter = left > 0 ? pause : default;
    return Results.StatusCode(left-- > 0 ? 409 : 200);
});
await server.StartAsync();

var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new HttpRetryStrategyOptions
{
    MaxRetryAttempts = 10,
    BackoffType = DelayBackoffType.Exponential,
    Delay = TimeSpan.FromSeconds(0.1),
    MaxDelay = TimeSpan.FromSeconds(0.2),
    ShouldHandle = attempt => new(attempt.Outcome.Result?.StatusCode == System.Net.HttpStatusCode.Conflict),
}).Build();
using var http = new HttpClient(new ResilienceHandler(pipeline) { InnerHandler = new SocketsHttpHandler() }) { BaseAddress = new Uri(server.Urls.Single()) };

async Task<(double Seconds, int Status)> AskAsync(string pause, int refusals)
{
    left = refusals;
    var watch = Stopwatch.StartNew();
    using var answer = await http.GetAsync(pause);
    return (watch.Elapsed.TotalSeconds, (int)answer.StatusCode);
}

await AskAsync("0", 0);
var named = await AskAsync("3", 1);
var none = await AskAsync("0", 100);
Console.WriteLine($"longest pause 0.2 s, Retry-After 3: {named.Status} after {named.Seconds:F1} s");
Console.WriteLine($"ten retries, Retry-After 0: {none.Status} after {none.Seconds:F2} s");
return named is { Seconds: > 2.9, Status: 200 } && none is { Seconds: < 1, Status: 409 } ? 0 : 1;
CS
dotnet run
