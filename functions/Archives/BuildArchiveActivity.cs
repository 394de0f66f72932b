using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Archives;

/// <summary>Packs the files that the plan names, over an archive that may be there.</summary>
public sealed class BuildArchiveActivity(ArchiveWriter writer)
{
    [Function(ArchiveFunctionNames.BuildArchive)]
    public Task RunAsync([ActivityTrigger] ArchiveInput input, CancellationToken cancellationToken) =>
        writer.WriteAsync(input.Plan, input.Zip, cancellationToken);
}
