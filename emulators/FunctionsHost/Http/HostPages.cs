using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Rpc;
using Emulators.FunctionsHost.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Emulators.FunctionsHost.Http;

/// <summary>The host's own pages: its status, and a home page unless <c>AzureWebJobsDisableHomepage</c> is true.</summary>
internal sealed class HostPages(WorkerSupervisor workers, FunctionInvoker invoker, FunctionCatalog catalog, HostSettings settings)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/admin/host/status", AnswerStatusAsync).WithMetadata(this);
        endpoints.MapGet("/admin/host/ping", static () => Results.Ok()).WithMetadata(this);
        if (!settings.IsTrue("AzureWebJobsDisableHomepage"))
        {
            endpoints.MapGet("/", static () => Results.Text("This functions host is up and running.")).WithMetadata(this);
        }
    }

    private Task AnswerStatusAsync(HttpContext http) => http.Response.WriteAsJsonAsync(new
    {
        state = "Running",
        version = WorkerStarter.HostVersion,
        processId = Environment.ProcessId,
        functions = catalog.All.Count,
        workersStarted = workers.Generation,
        invocations = invoker.Running,
    });
}
