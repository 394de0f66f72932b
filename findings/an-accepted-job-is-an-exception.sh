#!/usr/bin/env bash
# NSwag.ConsoleCore 14.7.1, whose generated client runs here: a call is described with 200 (the job has ended, here is its result) and 202 (the job is accepted and goes on), each with its fields. A 200
# returns. A 202 throws an ApiException, as a 400 does: one success is a success, and the other one's fields are in the exception's Result. A caller that takes exceptions for failures submits the
# job again, and pays twice. Where both statuses have one schema, both return. The product cancels with one schema for both (functions/Apis/SegmentationApi/SegmentationApiCancelEndpoints.cs);
# its jobs are accepted with fewer fields than they end with, and docs/api.md says where such a client finds their id.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
cat > description.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": { "title": "jobs", "version": "1" },
  "servers": [{ "url": "http://127.0.0.1/" }],
  "paths": {
    "/jobs": { "post": { "operationId": "createJob", "responses": {
      "200": { "description": "It has ended.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Ended" } } } },
      "202": { "description": "It goes on.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Accepted" } } } } } } },
    "/cancel": { "post": { "operationId": "cancelJob", "responses": {
      "200": { "description": "It has ended.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Accepted" } } } },
      "202": { "description": "It goes on.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Accepted" } } } } } } }
  },
  "components": { "schemas": {
    "Accepted": { "type": "object", "properties": { "jobId": { "type": "string" } } },
    "Ended": { "type": "object", "properties": { "jobId": { "type": "string" }, "masks": { "type": "integer", "format": "int32" } } } } }
}
JSON
dotnet tool exec NSwag.ConsoleCore@14.7.1 --yes -- openapi2csclient /input:description.json /output:Client.cs /namespace:Jobs /className:JobsClient /jsonLibrary:SystemTextJson >/dev/null 2>&1
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Jobs;

foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.Accepted })
{
    using var http = new HttpClient(new Answers(status));
    var client = new JobsClient(http);
    await ShowAsync($"createJob, {(int)status}", async () => (await client.CreateJobAsync()).JobId);
    await ShowAsync($"cancelJob, {(int)status}", async () => (await client.CancelJobAsync()).JobId);
}

static async Task ShowAsync(string name, Func<Task<string>> call)
{
    try
    {
        Console.WriteLine($"{name}: returns {await call()}");
    }
    catch (ApiException<Accepted> exception)
    {
        Console.WriteLine($"{name}: throws, and its Result has {exception.Result.JobId}");
    }
}

internal sealed class Answers(HttpStatusCode status) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("""{"jobId":"job-1","masks":2}""", Encoding.UTF8, "application/json") });
}
CS
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'createJob, 200: returns job-1
cancelJob, 200: returns job-1
createJob, 202: throws, and its Result has job-1
cancelJob, 202: returns job-1'
