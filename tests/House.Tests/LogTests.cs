using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

/// <summary>Both apps log to the same place, where lines are found by their event ids.</summary>
public sealed partial class LogTests
{
    [Fact]
    public void No_two_log_lines_of_the_apps_share_a_number()
    {
        var ids = ((string[])["functions", "inference-container"])
            .SelectMany(part => Repository.FindFiles(".cs", part))
            .SelectMany(file => EventId().Matches(Repository.Read(file)).Select(match => match.Groups["id"].Value))
            .ToList();

        Assert.NotEmpty(ids);
        Assert.Empty(ids.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId = )?(?<id>\d+)")]
    private static partial Regex EventId();
}
