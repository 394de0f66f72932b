#!/usr/bin/env bash
# ModelContextProtocol.Core 2.4.0: the schema that is made of a tool's method lists its arguments and allows any others. A call whose optional argument is misspelled
# succeeds with the default in its place, and one whose argument is of a wrong type fails with a sentence that does not say which. A language model that calls the tool
# can correct neither. The product checks arguments by itself and names each that is unknown, missing or wrong.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="ModelContextProtocol.Core" Version="[2.4.0]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Linq;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

var (calls, answers) = (new Pipe(), new Pipe());
var tool = McpServerTool.Create((int wait, int limit = 7) => $"wait {wait}, limit {limit}", new McpServerToolCreateOptions { Name = "segment" });
await using var server = McpServer.Create(
    new StreamServerTransport(calls.Reader.AsStream(), answers.Writer.AsStream()), new McpServerOptions { ToolCollection = [tool] });
_ = server.RunAsync();
await using var client = await McpClient.CreateAsync(new StreamClientTransport(calls.Writer.AsStream(), answers.Reader.AsStream()));
Console.WriteLine((await client.ListToolsAsync())[0].JsonSchema);
foreach (var arguments in new Dictionary<string, object>[]
{
    new() { ["wait"] = 1, ["limit"] = 2 }, new() { ["wait"] = 1, ["limits"] = 2 }, new() { ["wait"] = "soon" }, new() { ["limit"] = 2 },
})
{
    var answer = await client.CallToolAsync("segment", arguments);
    Console.WriteLine($"{string.Join(", ", arguments.Select(argument => $"{argument.Key}={argument.Value}"))}: {((TextContentBlock)answer.Content[0]).Text}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
if grep -q 'additionalProperties' <<<"$seen"; then exit 1; fi
grep -q '^wait=1, limit=2: wait 1, limit 2$' <<<"$seen"
grep -q '^wait=1, limits=2: wait 1, limit 7$' <<<"$seen"
[ "$(grep -c "An error occurred invoking 'segment'\.$" <<<"$seen")" = 2 ]
