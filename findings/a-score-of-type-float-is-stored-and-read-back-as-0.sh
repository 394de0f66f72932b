#!/usr/bin/env bash
# Azure.Data.Tables 12.13.0 and azurite 3.35.0 (npm): a row of one's own type keeps a score in a property. As a double, 0.9 comes back as 0.9. As a float or a decimal it is stored as 0.9, which the
# table shows, and read back by the same type as 0, as if the row had none: what is read is a double, which is put into a property of no other type, and nothing is thrown. A float? that was stored is null. Types that
# cannot be stored, such as uint, short, byte and DateOnly, are refused when they are written, so these two look as if they were supported. A double of -0 is 0 afterwards.
# The product's rows hold no fractions but whole numbers and texts (functions/Jobs/JobRow.cs, functions/Accounts/Ledger/BalanceRow.cs).
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
trap 'kill -9 $(cat "$folder/pid") 2>/dev/null || true; rm -rf "$folder"' EXIT
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts azurite@3.35.0 >/dev/null
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
node node_modules/azurite/dist/src/table/main.js --silent --disableTelemetry --skipApiVersionCheck --inMemoryPersistence --tableHost 127.0.0.1 --tablePort "$port" >azurite.log 2>&1 &
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
using System.Threading.Tasks;
using Azure;
using Azure.Data.Tables;

var key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var table = new TableClient($"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};TableEndpoint=http://127.0.0.1:{args[0]}/devstoreaccount1;", "scores");
await table.CreateAsync();
await ShowAsync("double", 0.9);
await ShowAsync("float", 0.9f);
await ShowAsync("nullable float", (float?)0.9f);
await ShowAsync("decimal", 0.9m);
await ShowAsync("uint", 9u);
await ShowAsync("short", (short)9);

async Task ShowAsync<T>(string type, T score)
{
    try
    {
        await table.AddEntityAsync(new Row<T> { PartitionKey = "scores", RowKey = type, Score = score });
        var stored = await table.GetEntityAsync<TableEntity>("scores", type);
        var read = await table.GetEntityAsync<Row<T>>("scores", type);
        Console.WriteLine(FormattableString.Invariant($"{type}: {score} is stored as {stored.Value["Score"]} ({stored.Value["Score"].GetType().Name}) and read as {read.Value.Score?.ToString() ?? "null"}"));
    }
    catch (NotSupportedException exception)
    {
        Console.WriteLine($"{type}: {exception.GetType().Name}");
    }
}

internal sealed class Row<T> : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public T Score { get; set; }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run -- "$port" 2>/dev/null)
echo "$seen"
test "$seen" = 'double: 0.9 is stored as 0.9 (Double) and read as 0.9
float: 0.9 is stored as 0.9 (Double) and read as 0
nullable float: 0.9 is stored as 0.9 (Double) and read as null
decimal: 0.9 is stored as 0.9 (Double) and read as 0
uint: NotSupportedException
short: NotSupportedException'
