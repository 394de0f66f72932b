using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Schemas;

/// <summary>Checks files that other programs read against the public schemas of their formats. Needs Node.js, as the whole project does.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("schemas-");

    [Fact]
    public async Task Compose_files_and_workflows_have_no_fault()
    {
        var (exitCode, output) = await CheckAsync(Repository.Root);

        Assert.True(exitCode == 0, output);
    }

    /// <summary>Shows that the check can fail: it names a wrong key and a wrong expression.</summary>
    [Fact]
    public async Task A_wrong_file_is_named()
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder.FullName, "copy"));
        string[] files =
        [
            "docker-compose.yml", "docs/ports.yml", "tests/Emulators.Tests/ServiceBus/Microsoft/compose.yml", "azure.yaml", ".devcontainer/devcontainer.json",
            ".github/workflows/build.yml",
        ];
        foreach (var file in files)
        {
            var target = Path.Combine(copy.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(target, Repository.Read(file)
                .Replace("read_only: true", "read_only: sometimes", StringComparison.Ordinal)
                .Replace("matrix.runtime }}", "matrix.runtimes }}", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        var (exitCode, output) = await CheckAsync(copy.FullName);

        Assert.Equal(1, exitCode);
        Assert.Contains("docker-compose.yml/services/inference/read_only", output, StringComparison.Ordinal);
        Assert.Contains("\"runtimes\" is not defined", output, StringComparison.Ordinal);
        Assert.Contains("infra/hooks/preprovision.sh", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int ExitCode, string Output)> CheckAsync(string root)
    {
        foreach (var file in (string[])["package.json", "package-lock.json", "check.mjs"])
        {
            File.Copy(Path.Combine(Repository.Root, "tests/Infra.Tests/Schemas", file), Path.Combine(_folder.FullName, file), overwrite: true);
        }

        var install = await Command.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--prefix", _folder.FullName], TestContext.Current.CancellationToken);
        Assert.True(install.ExitCode == 0, install.Output);
        return await Command.RunAsync("node", [Path.Combine(_folder.FullName, "check.mjs"), root], TestContext.Current.CancellationToken);
    }
}
