#!/usr/bin/env bash
# Microsoft.DurableTask.Worker.Grpc 1.27.0 with Microsoft.DurableTask.InProcessTestHost 0.2.3-preview.1: an orchestration waits for an event that is a number, inside a try that catches
# everything, and is sent a text. The payload is read when the event arrives, not where it is awaited: the catch never runs, nor does a finally, and the instance has failed with
# a JsonException. A number that is missing does the same with a NullReferenceException. Awaited as a JsonElement and read in the try,
# it is caught. The product's events are made by its own typed code (functions/Queues/JobEvents.cs).
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
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

var ends = 0;
await using var host = await DurableTaskTestHost.StartAsync(registry =>
{
    registry.AddOrchestratorFunc<int, string>("Number", (context, _) => ReadAsync(context, async () => await context.WaitForExternalEvent<int>("percent")));
    registry.AddOrchestratorFunc<int, string>("Json", (context, _) => ReadAsync(context, async () => (await context.WaitForExternalEvent<JsonElement>("percent")).GetInt32()));
});
foreach (var (name, payload) in ((string, object)[])[("Number", 40), ("Number", "forty"), ("Number", null), ("Json", 40), ("Json", "forty")])
{
    ends = 0;
    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
    var instance = await host.Client.ScheduleNewOrchestrationInstanceAsync(name, 0, limit.Token);
    while ((await host.Client.GetInstanceAsync(instance, getInputsAndOutputs: true, limit.Token))?.SerializedCustomStatus is null)
    {
        await Task.Delay(50, limit.Token);
    }

    await host.Client.RaiseEventAsync(instance, "percent", payload, limit.Token);
    var ended = await host.Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, limit.Token);
    Console.WriteLine($"event of {name}, sent {payload ?? "nothing"}: {ended.RuntimeStatus} {ended.SerializedOutput ?? ended.FailureDetails?.ErrorType}, {ends} finally");
}

async Task<string> ReadAsync(TaskOrchestrationContext context, Func<Task<int>> read)
{
    try
    {
        context.SetCustomStatus("waiting");
        return $"read {await read()}";
    }
    catch (Exception exception)
    {
        return $"caught {exception.GetType().Name}";
    }
    finally
    {
        ends++;
    }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null | grep '^event of ')
echo "$seen"
test "$seen" = 'event of Number, sent 40: Completed "read 40", 1 finally
event of Number, sent forty: Failed System.Text.Json.JsonException, 0 finally
event of Number, sent nothing: Failed System.NullReferenceException, 0 finally
event of Json, sent 40: Completed "read 40", 1 finally
event of Json, sent forty: Completed "caught InvalidOperationException", 1 finally'
