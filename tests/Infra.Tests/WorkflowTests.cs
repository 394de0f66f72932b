using System.Text.RegularExpressions;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests;

/// <summary>The workflows take no more permissions than they need, and run with the versions they were written for.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github/workflows")).Select(path => ".github/workflows/" + Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_action_is_an_exact_version(string file) =>
        Assert.All(Action().Matches(Repository.Read(file)), action => Assert.Matches(@"@([0-9a-f]{40} # v\d+\.\d+\.\d+|v\d+\.\d+\.\d+)$", action.Value));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_may_read_the_sources_and_at_most_ask_for_an_identity(string file)
    {
        var text = Repository.Read(file);

        Assert.Contains("\npermissions:\n  contents: read\n", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^\s+(?!id-token)[a-z-]+: write$", text);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
    }

    /// <summary>Text that a stranger writes into a title or a branch name would be executed.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void No_script_has_an_expression_inside(string file) =>
        Assert.All(
            Repository.Read(file).Split('\n').Where(line => line.Contains("${{", StringComparison.Ordinal)),
            line => Assert.Matches(@"^\s*(?!run\b)[\w-]+: [^$]*\$\{\{[^}]*\}\}$", line));

    [GeneratedRegex(@"(?<=uses: ).*$", RegexOptions.Multiline)]
    private static partial Regex Action();
}
