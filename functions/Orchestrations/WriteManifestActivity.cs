using Microsoft.Azure.Functions.Worker;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Orchestrations;

/// <summary>Writes the job's results, once, for jobs of version 1: an existing manifest is left unchanged.</summary>
public sealed class WriteManifestActivity(ManifestStore manifests)
{
    [Function(FunctionNames.WriteManifest)]
    public Task RunAsync([ActivityTrigger] TerminalJob job, CancellationToken cancellationToken) =>
        manifests.WriteAsync(job, cancellationToken);
}
