#!/usr/bin/env bash
# Microsoft.DurableTask.Worker.Grpc 1.27.0 with Microsoft.DurableTask.InProcessTestHost 0.2.3-preview.1: two waits of one orchestration for events of one name are a stack, not
# a queue. Of the events "first" and "second" the wait that began last gets "first" and the one that began before it "second": their order is turned around. So an
# orchestration that waits anew in each round of a loop while an older wait is still open, as a race with a timer leaves behind, has its events read by the newest, and what
# it awaited before never completes. The product keeps one wait for each event until it has completed (functions/Orchestrations/JobSignals.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><NoWarn>NU1603</NoWarn></PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
    <PackageReference Include="Microsoft.Azure.DurableTask.Core" Version="[3.11.2]" />
    <PackageReference Include="Microsoft.DurableTask.InProcessTestHost" Version="[0.2.3-preview.1]" />
    <PackageReference Include="Microsoft.DurableTask.Client.Grpc" Version="[1.27.0]" />
    <PackageReference Include="Microsoft.DurableTask.Worker.Grpc" Version="[1.27.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Testing;

await using var host = await DurableTaskTestHost.StartAsync(registry => registry.AddOrchestratorFunc<int, string>("Wait", async (context, _) =>
{
    var (older, newer) = (context.WaitForExternalEvent<string>("done"), context.WaitForExternalEvent<string>("done"));
    context.SetCustomStatus("waiting");
    await Task.WhenAll(older, newer);
    return $"older wait {await older}, newer wait {await newer}";
}));
using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
var instance = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", 0, limit.Token);
while ((await host.Client.GetInstanceAsync(instance, getInputsAndOutputs: true, limit.Token))?.SerializedCustomStatus is null)
{
    await Task.Delay(50, limit.Token);
}

foreach (var text in (string[])["first", "second"])
{
    await host.Client.RaiseEventAsync(instance, "done", text, limit.Token);
    await Task.Delay(300, limit.Token);
}

Console.WriteLine((await host.Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, limit.Token)).ReadOutputAs<string>());
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null | grep ' wait ')
echo "$seen"
test "$seen" = 'older wait second, newer wait first'
