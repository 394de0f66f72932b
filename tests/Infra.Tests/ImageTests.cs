using System.Text.RegularExpressions;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests;

public sealed partial class ImageTests
{
    /// <summary>The image installs nothing at run time: anything that the build puts elsewhere would be missing for good.</summary>
    [Fact]
    public void The_networks_are_installed_where_the_worker_looks_for_them()
    {
        var dockerfile = Repository.Read("inference-container/Dockerfile");

        Assert.Equal(Looked().Match(dockerfile).Groups["folder"].Value, Installed().Match(dockerfile).Groups["folder"].Value);
    }

    [GeneratedRegex(@"SegFunctions\.Worker\.dll install --Models:Cache (?<folder>\S+)")]
    private static partial Regex Installed();

    [GeneratedRegex(@"Models__Cache=(?<folder>\S+)")]
    private static partial Regex Looked();
}
