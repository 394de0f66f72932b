using System.Diagnostics;
using System.Text.RegularExpressions;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>
/// Runs the commands of the README, and of the pages that users go to next, exactly as printed, in a folder with a <c>photo.jpg</c>. Only two things are changed: the server's port,
/// which may be taken, and <c>dotnet run</c>, which does not rebuild what these tests were just built with. Of the transcripts, which run among these tests too, only one API's are repeated.
/// </summary>
[Collection<OwnStacks>]
public sealed partial class ReadmeTests : IDisposable
{
    private const string ServeCommand = "dotnet run --project local -- serve --port 7071 --data .segfunctions";
    private const string TestCommand = "dotnet test";

    /// <summary>Commands that start a stack of their own.</summary>
    private const string SegmentCommand = "-- segment";

    private const string SampleCommand = "-- segment --sample --text sheep";

    /// <summary>Commands for the server on the default port; other commands start a server of their own.</summary>
    private const string ManagementCommand = "-- keys create";

    private static readonly string[] Pages = ["README.md", "docs/api.md", "docs/accounts.md"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly int _port = FreePorts.Find(1)[0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Root => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    [Fact]
    public async Task Every_command_runs_and_the_stack_that_one_brings_up_leaves_nothing_running()
    {
        File.Copy(await TestSetup.GetPhotoAsync(), Path.Combine(_folder.FullName, "photo.jpg"));
        var blocks = Pages.SelectMany(page => CommandBlock().Matches(File.ReadAllText(Path.Combine(Root, page)))).Select(match => match.Groups["commands"].Value.Trim()).ToList();
        Assert.Contains(TestCommand, blocks);
        Assert.Contains(ServeCommand, blocks);
        Assert.Contains(blocks, block => block.Contains(SampleCommand, StringComparison.Ordinal));

        // dotnet test is what runs this test; the server is started once, for the commands that need one.
        await using var serve = LocalCommand.Start("serve", "--port", $"{_port}", "--data", Path.Combine(_folder.FullName, ".segfunctions"));
        await serve.SaysAsync("Ready on", Token);
        foreach (var block in blocks.Where(block => block is not (TestCommand or ServeCommand)))
        {
            var (exitCode, output, left) = await RunAsync(block);
            Assert.True(exitCode == 0, $"{block}\n{output}");
            Assert.Empty(left);
            if (block.Contains(SampleCommand, StringComparison.Ordinal))
            {
                AssertSheepAreCutOut(output);
            }

            Assert.DoesNotContain("\"error\":\"", output.Replace("\"error\":\"\"", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        }

        await serve.SignalAsync("TERM", Token);
        Assert.Equal(0, await serve.WaitAsync(Token));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "out", "result.json")));
        Assert.Equal("89504E47", Convert.ToHexString((await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, "mask.png"), Token)).AsSpan(0, 4)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void AssertSheepAreCutOut(string output)
    {
        var results = Path.Combine(_folder.FullName, "out", "march-pastoral");
        Assert.True(File.Exists(Path.Combine(results, "preview.png")));
        Assert.True(Directory.GetFiles(Path.Combine(results, "masks")).Length >= 8, output);
    }

    /// <returns>Also the commands of processes that a stack of its own has left behind.</returns>
    private async Task<(int ExitCode, string Output, IEnumerable<string> Left)> RunAsync(string block)
    {
        var mark = Guid.NewGuid().ToString("N");
        var commands = block
            .Replace("dotnet run --project local", $"dotnet '{typeof(LocalStack).Assembly.Location}'", StringComparison.Ordinal)
            .Replace(".dll' -- ", ".dll' ", StringComparison.Ordinal)
            .Replace("dotnet test --project", $"env -C '{Root}' dotnet test --no-build --project", StringComparison.Ordinal)
            .Replace("127.0.0.1:7071", $"127.0.0.1:{_port}", StringComparison.Ordinal)
            .Replace("local-dev-key", TestSetup.ApiKey, StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SEG_API_KEY"] = TestSetup.ApiKey;
        start.Environment["SEG_CACHE"] = TestSetup.Cache;
        start.Environment[LocalCommand.MarkName] = mark;

        start.Environment["SEG_TEST_API"] = "hitpaw";
        if (block.Contains(ManagementCommand, StringComparison.Ordinal))
        {
            start.Environment["SEG_SERVER"] = $"http://127.0.0.1:{_port}";
        }

        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync(Token);
        var errors = bash.StandardError.ReadToEndAsync(Token);
        await bash.WaitForExitAsync(Token);
        var left = block.Contains(SegmentCommand, StringComparison.Ordinal) ? await LocalCommand.FindLeftOverAsync(mark, Token) : [];
        return (bash.ExitCode, await output + await errors, left);
    }

    [GeneratedRegex("^```sh\n(?<commands>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CommandBlock();
}
