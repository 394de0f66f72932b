using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Tests.Installation;

/// <summary>Records every report, in order, on the reporting thread.</summary>
internal sealed class StageLog : IProgress<InstallProgress>
{
    private readonly List<InstallProgress> _reports = [];

    public IReadOnlyList<InstallProgress> Reports
    {
        get
        {
            lock (_reports)
            {
                return [.. _reports];
            }
        }
    }

    /// <summary>The stages of one model, each once.</summary>
    public IEnumerable<InstallStage> StagesOf(string model) =>
        Reports.Where(report => report.Model == model).Select(report => report.Stage).Distinct();

    public void Report(InstallProgress value)
    {
        lock (_reports)
        {
            _reports.Add(value);
        }
    }
}
