using System.Security.Cryptography;
using System.Text;

namespace SegFunctions.Infra.Tests.Hooks;

/// <summary>The hook before provisioning, with a program in place of azd.</summary>
public sealed class PreprovisionTests : IDisposable
{
    private readonly HookFolder _folder = new();

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

    public void Dispose() => _folder.Dispose();

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private async Task<Dictionary<string, string>> RunAsync(string key)
    {
        await _folder.StandInAsync("azd", "\"$3=$4\"");

        var (exitCode, output, told) = await _folder.RunAsync("preprovision.sh", new() { ["SEG_API_KEY"] = key });

        Assert.True(exitCode == 0, output);
        return told.Select(line => line.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
