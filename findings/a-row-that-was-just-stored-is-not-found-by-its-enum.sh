#!/usr/bin/env bash
# Azure.Data.Tables 12.13.0 and azurite 3.35.0 (npm): a row's property that is an enum is stored as its name. A filter made of the same type by an expression asks for its number, so the row
# that has just been stored with Failed is not among those with Failed: the query succeeds and is empty. Asked for by the name it is there. Read back by an older program, for which
# the name is none of its enum, it is silently the first value, as a number in a text is too, where Enum.Parse would throw: a status of tomorrow reads as Queued today.
# The product's rows hold names as texts, which are parsed (functions/Jobs/JobRow.cs).
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
trap 'kill -9 $(cat "$folder/pid") 2>/dev/null || true; rm -rf "$folder"' EXIT
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts azurite@3.35.0 >/dev/null
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
node node_modules/azurite/dist/src/table/main.js --silent --disableTelemetry --skipApiVersionCheck --location data --tableHost 127.0.0.1 --tablePort "$port" >azurite.log 2>&1 &
echo $! >pid; disown
until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
mkdir app; cd app
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Azure.Data.Tables" Version="[12.13.0]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using Azure;
using Azure.Data.Tables;

var key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var table = new TableClient($"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};TableEndpoint=http://127.0.0.1:{args[0]}/devstoreaccount1;", "jobs");
await table.CreateAsync();
await table.AddEntityAsync(new Job { PartitionKey = "jobs", RowKey = "1", Status = Status.Failed });
await table.AddEntityAsync(new TableEntity("jobs", "2") { ["Status"] = "Paused" });
await table.AddEntityAsync(new TableEntity("jobs", "3") { ["Status"] = "2" });

Console.WriteLine($"stored: {table.GetEntity<TableEntity>("jobs", "1").Value["Status"]}");
Console.WriteLine($"asked for: {TableClient.CreateQueryFilter<Job>(job => job.Status == Status.Failed)}, found: {table.Query<Job>(job => job.Status == Status.Failed).Count()}");
Console.WriteLine($"by name, found: {table.Query<Job>(filter: "Status eq 'Failed'").Count()}");
foreach (var row in (string[])["1", "2", "3"])
{
    Console.WriteLine($"{table.GetEntity<TableEntity>("jobs", row).Value["Status"]} is read as {table.GetEntity<Job>("jobs", row).Value.Status}");
}

internal enum Status
{
    Queued,
    Running,
    Failed,
}

internal sealed class Job : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public Status Status { get; set; }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run -- "$port" 2>/dev/null)
echo "$seen"
test "$seen" = "stored: Failed
asked for: Status eq 2, found: 0
by name, found: 1
Failed is read as Failed
Paused is read as Queued
2 is read as Queued"
