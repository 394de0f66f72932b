using System.Collections.Concurrent;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.CommandLine;

/// <summary>Progress for a build log: one line whenever a model enters a stage.</summary>
internal sealed class StageLines(TextWriter output) : IProgress<InstallProgress>
{
    private readonly ConcurrentDictionary<string, InstallStage> _stages = new();

    public void Report(InstallProgress value)
    {
        if (_stages.TryGetValue(value.Model, out var stage) && stage == value.Stage)
        {
            return;
        }

        _stages[value.Model] = value.Stage;
        lock (output)
        {
            output.WriteLine($"{value.Model}: {value.Stage.ToString().ToLowerInvariant()} ({value.TotalBytes / 1e6:F1} MB package)");
        }
    }
}
