using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Tests.Installation;

/// <summary>The tool as a process of its own, with a fake npm on its path.</summary>
public sealed class InstallCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _cache = Directory.CreateTempSubdirectory("models-").FullName;
    private readonly FakeNpm _npm = new();

    public InstallCommandTests()
    {
        var entry = JsonSerializer.SerializeToNode(ToyModels.Sam("toy", _npm.Publish(ToyModels.FilesOf("toy"))), JsonSerializerOptions.Web)!.AsObject();
        entry["kind"] = "sam";
        foreach (var file in entry["files"]!.AsArray())
        {
            file!["role"] = Enum.GetName((ModelFileRole)(int)file["role"]!)!.ToLowerInvariant();
            file["conversion"] = "none";
        }

        File.WriteAllText(CataloguePath, new JsonObject { ["models"] = new JsonArray(entry) }.ToJsonString());
    }

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    private string CataloguePath => Path.Combine(_npm.Folder, "models.json");

    [Fact]
    public async Task Processes_that_install_at_once_fetch_once()
    {
        _npm.CloseGate();
        using var first = Start("install", "toy");
        using var second = Start("install", "toy");
        await ReadUntilAsync([first, second], "waiting");
        _npm.OpenGate();

        Assert.Equal(0, await ExitAsync(first));
        Assert.Equal(0, await ExitAsync(second));
        Assert.Single(_npm.Calls);
        Assert.Contains("toy        installed", await OutputAsync("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_install_leaves_no_model_and_stands_in_nobodys_way()
    {
        _npm.CloseGate();
        using (var killed = Start("install", "toy"))
        {
            await ReadUntilAsync([killed], "downloading");
            killed.Kill(entireProcessTree: true);
            await ExitAsync(killed);
        }

        _npm.OpenGate();
        Assert.Contains("toy        missing", await OutputAsync("list"), StringComparison.Ordinal);
        using var again = Start("install", "toy");
        Assert.Equal(0, await ExitAsync(again));
        Assert.Contains("toy        installed", await OutputAsync("list"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "install", "nothing")]
    [InlineData(2, "install")]
    [InlineData(2, "remove", "toy")]
    [InlineData(2, "list", "--colour")]
    public async Task Says_by_its_exit_code_what_was_wrong(int exitCode, params string[] arguments)
    {
        using var process = Start(arguments);

        Assert.Equal(exitCode, await ExitAsync(process));
        Assert.NotEmpty(await process.StandardError.ReadToEndAsync(TestEnd));
    }

    public void Dispose()
    {
        _npm.Dispose();
        Directory.Delete(_cache, recursive: true);
    }

    private static async Task<int> ExitAsync(Process process)
    {
        await process.WaitForExitAsync(TestEnd).WaitAsync(Patience, TestEnd);
        return process.ExitCode;
    }

    /// <summary>Until one of the processes prints a line with this word.</summary>
    private static async Task ReadUntilAsync(IReadOnlyList<Process> processes, string word)
    {
        await Task.WhenAny(processes.Select(ReadAsync)).Unwrap().WaitAsync(Patience, TestEnd);

        async Task ReadAsync(Process process)
        {
            while (!(await process.StandardOutput.ReadLineAsync(TestEnd) ?? throw new EndOfStreamException()).Contains(word, StringComparison.Ordinal))
            {
            }
        }
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = $"{_npm.Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}" },
        };
        string[] all = [typeof(ModelCatalogue).Assembly.Location, .. arguments, "--cache", _cache, "--catalogue", CataloguePath];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private async Task<string> OutputAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await process.StandardOutput.ReadToEndAsync(TestEnd);
    }
}
