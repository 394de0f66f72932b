using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.OpenApi;

/// <summary>A C# client that Microsoft's Kiota generates from the description, compiled and run against a real stack in a program of its own.</summary>
public sealed class GeneratedClientTests(SharedStack stack) : IDisposable
{
    private const string Json = "Microsoft.Kiota.Serialization.Json";

    /// <summary>Long enough for a tool, packages and a compiler, all of which may be new to this machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("generated-client-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_generated_client_uploads_waits_reads_masks_and_hears_why_it_is_refused()
    {
        var description = Path.Combine(_folder.FullName, "openapi.json");
        await File.WriteAllBytesAsync(description, await stack.Api.DownloadAsync("openapi/segmentationapi.json", Token), Token);
        foreach (var file in (string[])["Client.csproj", "Program.cs"])
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "OpenApi", "Generated", file + ".txt"), Path.Combine(_folder.FullName, file));
        }

        await RunAsync(
            "tool", "exec", "Microsoft.OpenApi.Kiota@1.38.0", "--yes", "--", "generate", "-l", "CSharp", "-d", description, "-o", "Client", "-n", "Seg.Client", "-c", "SegClient",
            "--serializer", Json + ".JsonSerializationWriterFactory", "--deserializer", Json + ".JsonParseNodeFactory", "--exclude-backward-compatible", "--log-level", "Error");
        await RunAsync("build", "Client.csproj", "-v", "q", "-nodeReuse:false", "-o", "built");
        var said = await RunAsync("built/Client.dll", stack.BaseUrl.AbsoluteUri.TrimEnd('/'), TestSetup.ApiKey, await TestSetup.GetPhotoAsync());

        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["account local", "words True", "ended success, success"], lines[..3]);
        Assert.Matches("^masks [1-9][0-9]*, 1$", lines[3]);
        Assert.Equal(["numbers True", "mask True", "state single", "list True", "refused 400 invalid_request"], lines[4..]);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await Command.RunAsync(
            "dotnet", arguments, new() { ["KIOTA_OFFLINE_ENABLED"] = "true", ["KIOTA_TUTORIAL_ENABLED"] = "false", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" }, Patience, _folder.FullName);
        Assert.True(exitCode == 0, string.Join(' ', arguments) + output + errors);
        return output;
    }
}
