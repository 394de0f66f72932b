using System.Diagnostics;
using System.Text.Json;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests.Installation;

namespace SegFunctions.Worker.Tests.Loading;

/// <summary><c>install</c> as a separate process, with a fake npm on its PATH and a catalogue of toy models.</summary>
public sealed class InstallCommandTests : IDisposable
{
    private static readonly string[] Names = ["toy", "toy-detector", "toy-matting", "toy-ssd", "toy-writing", "toy-face"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _cache = Directory.CreateTempSubdirectory("models-").FullName;
    private readonly FakeNpm _npm = new();
    private readonly ModelCatalogue _catalogue;

    public InstallCommandTests()
    {
        var package = _npm.Publish([.. Names.SelectMany(ToyModels.FilesOf)]);
        File.WriteAllText(CataloguePath, JsonSerializer.Serialize(new { models = ToyModels.EntriesOfEveryKind(package) }, JsonSerializerOptions.Web));
        _catalogue = ModelCatalogue.Load(CataloguePath);
    }

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    private string CataloguePath => Path.Combine(_npm.Folder, "models.json");

    private IEnumerable<string> Installed =>
        _catalogue.Models.Where(new ModelStore(_cache).IsInstalled).Select(model => model.Name);

    [Fact]
    public async Task Installs_what_prompts_of_every_kind_need_without_a_storage_or_a_queue()
    {
        using var install = Start();

        Assert.Equal(0, await ExitAsync(install));
        Assert.Equal(Names, Installed);
    }

    [Fact]
    public async Task Processes_that_install_at_once_fetch_once()
    {
        _npm.CloseGate();
        using var first = Start();
        using var second = Start();
        await ReadUntilAsync([first, second], "waiting");
        _npm.OpenGate();

        Assert.Equal(0, await ExitAsync(first));
        Assert.Equal(0, await ExitAsync(second));
        Assert.Single(_npm.Calls);
        Assert.Equal(Names, Installed);
    }

    [Fact]
    public async Task A_killed_install_leaves_no_model_and_blocks_nobody()
    {
        _npm.CloseGate();
        using (var killed = Start())
        {
            await ReadUntilAsync([killed], "downloading");
            killed.Kill(entireProcessTree: true);
            await ExitAsync(killed);
        }

        _npm.OpenGate();
        Assert.Empty(Installed);
        using var again = Start();
        Assert.Equal(0, await ExitAsync(again));
        Assert.Equal(Names, Installed);
    }

    [Fact]
    public async Task Says_by_its_exit_code_that_a_setting_is_wrong()
    {
        using var process = Start("--Models:Sam", "oracle");

        Assert.Equal(2, await ExitAsync(process));
        Assert.Contains("'oracle'", await process.StandardError.ReadToEndAsync(TestEnd), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_by_its_exit_code_that_npm_failed()
    {
        _npm.Fail("npm error code ENOTFOUND");
        using var process = Start();

        Assert.Equal(1, await ExitAsync(process));
        Assert.Contains("npm says: npm error code ENOTFOUND", await process.StandardError.ReadToEndAsync(TestEnd), StringComparison.Ordinal);
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

    /// <summary>Reads until one of the processes prints a line with this word.</summary>
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

    private Process Start(params string[] arguments) => WorkerProcess.Start(
        new Dictionary<string, string> { ["PATH"] = $"{_npm.Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}" },
        ["install", "--Models:Cache", _cache, "--Models:Catalogue", CataloguePath, .. arguments]);
}
