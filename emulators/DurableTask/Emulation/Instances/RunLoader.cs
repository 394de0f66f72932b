using Microsoft.DurableTask.Emulation.Replay;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>Makes the code of an instance: new, or brought by replay to where its history ends.</summary>
internal sealed class RunLoader(
    IDurableTaskExecutor executor, ILoggerFactory loggerFactory, OpenInstances instances, Journal journal, ReaderPool readers)
{
    /// <param name="input">JSON; null for none.</param>
    public OrchestrationRun Create(LiveInstance instance, string? input)
    {
        var row = instance.Row;
        var parent = row.Parent is null ? null : new ParentOrchestrationInstance(row.Parent.Name, row.Parent.InstanceId);
        return new(
            new(row.Name, row.Id, parent, instance.Execution, input, row.Version), executor, loggerFactory, () => instances.Wake(instance));
    }

    /// <returns>The code, and its failure when it did not take the steps of its history.</returns>
    public async Task<(OrchestrationRun Run, OrchestrationEnd.Failed? Failure)> ReplayAsync(LiveInstance instance)
    {
        await journal.FlushAsync();
        var (input, rows) = readers.Read(reader => (reader.ReadInput(instance.Row.Seq), reader.ReadHistory(instance.Row.Seq)));
        var run = Create(instance, input);
        return (run, HistoryReplay.Play(run, instance.Row.Name, rows));
    }
}
