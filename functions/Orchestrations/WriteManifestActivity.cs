using Microsoft.Azure.Functions.Worker;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Orchestrations;

/// <summary>Writes what the job found, once: a manifest that is there stays as it is.</summary>
public sealed class WriteManifestActivity(ManifestStore manifests)
{
    [Function(FunctionNames.WriteManifest)]
    public Task RunAsync([ActivityTrigger] EndedJob job, CancellationToken cancellationToken) =>
        manifests.WriteAsync(job, cancellationToken);
}
