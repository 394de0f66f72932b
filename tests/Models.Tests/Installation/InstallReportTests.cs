using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Tests.Installation;

public sealed class InstallReportTests
{
    private readonly List<string> _told = [];
    private readonly InstallReport _report;

    public InstallReportTests() => _report = new InstallReport(_told.Add);

    [Fact]
    public void Tells_each_stage_once_and_a_download_by_tenths()
    {
        foreach (var bytes in new[] { 0, 50, 99, 150, 1000 })
        {
            _report.Report(new InstallProgress("sam", InstallStage.Downloading, bytes, 1000));
        }

        _report.Report(new InstallProgress("sam", InstallStage.Preparing, 1000, 1000));
        _report.Report(new InstallProgress("sam", InstallStage.Preparing, 1000, 1000));

        Assert.Equal(["sam: downloading 0%", "sam: downloading 10%", "sam: downloading 100%", "sam: preparing"], _told);
    }

    [Fact]
    public void Tells_the_models_of_one_package_apart()
    {
        _report.Report(new InstallProgress("first", InstallStage.Installed, 1, 1));
        _report.Report(new InstallProgress("second", InstallStage.Installed, 1, 1));

        Assert.Equal(["first: installed", "second: installed"], _told);
    }
}
