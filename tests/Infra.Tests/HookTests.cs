using System.Security.Cryptography;
using System.Text;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests;

/// <summary>The hook before provisioning, with a program in azd's place that writes down what it is told.</summary>
public sealed class HookTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hook-");

    [Fact]
    public async Task Draws_a_key_and_gives_its_hash_to_the_deployment()
    {
        var told = await RunAsync(key: "");

        Assert.Matches("^[0-9a-f]{64}$", told["SEG_API_KEY"]);
        Assert.Equal(HashOf(told["SEG_API_KEY"]), told["API_KEY_SHA256"]);
    }

    [Fact]
    public async Task Keeps_the_key_of_an_earlier_deployment()
    {
        var told = await RunAsync(key: "drawn before");

        Assert.Equal([KeyValuePair.Create("API_KEY_SHA256", HashOf("drawn before"))], told);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private async Task<Dictionary<string, string>> RunAsync(string key)
    {
        var azd = Path.Combine(_folder.FullName, "azd");
        var log = Path.Combine(_folder.FullName, "log");
        await File.WriteAllTextAsync(azd, $"#!/bin/sh\necho \"$3=$4\" >> '{log}'\n", TestContext.Current.CancellationToken);
        await Command.RunAsync("chmod", ["+x", azd], TestContext.Current.CancellationToken);

        var run = await Command.RunAsync(Path.Combine(Repository.Root, "infra/hooks/preprovision.sh"), [], TestContext.Current.CancellationToken, environment: new Dictionary<string, string>
        {
            ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
            ["SEG_API_KEY"] = key,
        });

        Assert.True(run.ExitCode == 0, run.Output);
        return (await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken)).Select(line => line.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
