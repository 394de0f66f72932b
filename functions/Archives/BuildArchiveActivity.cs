using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Archives;

/// <summary>Packs the files of the plan, replacing an existing archive.</summary>
public sealed class BuildArchiveActivity(ArchiveWriter writer)
{
    [Function(ArchiveFunctionNames.BuildArchive)]
    public Task RunAsync([ActivityTrigger] ArchiveInput input, CancellationToken cancellationToken) =>
        writer.WriteAsync(input.Plan, input.Zip, cancellationToken);
}
