#!/usr/bin/env bash
# System.CommandLine 2.0.15: Ctrl-C is listened for only once an asynchronous action has returned its task. While the action's synchronous beginning runs, however long,
# SIGINT ends the process by default: no cancellation, no cleaning up, exit code 130 as if it had been handled. With a first await that yields, the token is canceled.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
cat > app.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="System.CommandLine" Version="[2.0.15]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System.CommandLine;

var yields = args[0] == "yield";
var command = new RootCommand();
command.SetAction(async (parsed, token) =>
{
    if (yields) await Task.Yield();
    Console.WriteLine("working");
    Thread.Sleep(2000);
    try
    {
        await Task.Delay(1000, token);
        return 1;
    }
    catch (OperationCanceledException)
    {
        Console.WriteLine("cleaning up");
        return 7;
    }
});
return await command.Parse([]).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
CS
dotnet build -v q >log 2>&1 || { cat log; exit 1; }
for kind in yield none; do
  env --default-signal=INT dotnet bin/Debug/net10.0/app.dll $kind > $kind.out & pid=$!
  for _ in $(seq 100); do grep -q working $kind.out && break; sleep 0.1; done
  kill -INT $pid; code=0; wait $pid || code=$?
  echo "first await: $kind; exit code $code; said: $(tr '\n' ' ' < $kind.out)"
done
grep -q "cleaning up" yield.out
if grep -q "cleaning up" none.out; then exit 1; fi
