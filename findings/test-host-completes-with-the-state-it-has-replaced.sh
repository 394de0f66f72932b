#!/usr/bin/env bash
# When an orchestration continues as new, DurableTask.Core's dispatcher hands a store the work item with the state that was locked, and the new execution's state beside
# it; stores tell by the two objects that the old history has to go. The dispatcher of Microsoft.DurableTask.InProcessTestHost 0.2.3-preview.1, which takes any store too,
# puts the new state into the work item first: both are the same object, and a store that compares them keeps two executions' events for one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><NoWarn>NU1603</NoWarn></PropertyGroup>
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
using System.Net;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var (store, watched) = Watch.Make("core");
var worker = new TaskHubWorker(watched, LoggerFactory.Create(_ => { }));
worker.AddTaskOrchestrations(typeof(Again));
await worker.StartAsync();
var hub = new TaskHubClient(store);
var instance = await hub.CreateOrchestrationInstanceAsync(typeof(Again), 0);
await hub.WaitForOrchestrationAsync(instance, TimeSpan.FromSeconds(30));
await worker.StopAsync(true);

(store, watched) = Watch.Make("test host");
var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, at => at.Protocols = HttpProtocols.Http2));
builder.Services.AddRouting().AddLogging().AddGrpc();
builder.Services.AddSingleton(watched).AddSingleton<IOrchestrationServiceClient>(store).AddSingleton<TaskHubGrpcServer>();
var server = builder.Build();
server.MapGrpcService<TaskHubGrpcServer>();
await server.StartAsync();
var channel = GrpcChannel.ForAddress(System.Linq.Enumerable.Single(server.Urls));
var app = Host.CreateEmptyApplicationBuilder(new());
app.Services.AddLogging();
app.Services.AddDurableTaskWorker(tasks => tasks.UseGrpc(channel).AddTasks(registry => registry.AddOrchestratorFunc<int, int>("Again", (context, round) =>
{
    if (round == 0) context.ContinueAsNew(1);
    return Task.FromResult(round);
})));
app.Services.AddDurableTaskClient(client => client.UseGrpc(channel).RegisterDirectly());
using var running = app.Build();
await running.StartAsync();
var durable = running.Services.GetRequiredService<DurableTaskClient>();
await durable.WaitForInstanceCompletionAsync(await durable.ScheduleNewOrchestrationInstanceAsync("Again", 0), new CancellationTokenSource(30_000).Token);
Environment.Exit(0);

class Again : TaskOrchestration<int, int>
{
    public override Task<int> RunTask(OrchestrationContext context, int round)
    {
        if (round == 0) context.ContinueAsNew(1);
        return Task.FromResult(round);
    }
}

class Watch : DispatchProxy
{
    string _name = "";
    InMemoryOrchestrationService _store = null!;

    public static (InMemoryOrchestrationService, IOrchestrationService) Make(string name)
    {
        var proxy = Create<IOrchestrationService, Watch>();
        ((Watch)(object)proxy)._name = name;
        return (((Watch)(object)proxy)._store = new InMemoryOrchestrationService(), proxy);
    }

    protected override object? Invoke(MethodInfo? method, object?[]? arguments)
    {
        if (method!.Name == nameof(IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync))
            Console.WriteLine($"{_name}: the work item's state is the new one: {ReferenceEquals(((TaskOrchestrationWorkItem)arguments![0]!).OrchestrationRuntimeState, arguments[1])}");
        return method.Invoke(_store, arguments);
    }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(timeout 120 dotnet run 2>&1)
echo "$seen"
grep -q "core: the work item's state is the new one: False" <<<"$seen"
grep -q "test host: the work item's state is the new one: True" <<<"$seen"
