using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>Debian's Chromium on the pages of a real stack, driven by the scripts in this folder.</summary>
internal sealed class Browser(PageStack stack) : IDisposable
{
    public static readonly NodePackages Packages = new("playground-node", "Playground");

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo _downloads = Directory.CreateTempSubdirectory("playground-");

    /// <summary>Folder for files of the browser and the scenarios; deleted after the test.</summary>
    public string Downloads => _downloads.FullName;

    public void Dispose() => _downloads.Delete(recursive: true);

    /// <param name="script">A file in this folder, without its extension.</param>
    /// <param name="scenario">One of the script's scenarios.</param>
    /// <param name="clip">The path of a video, for scenarios that open one.</param>
    /// <returns>The scenario's findings, after checking that nothing failed and no request left this server.</returns>
    public async Task<JsonElement> PlayAsync(string script, string scenario, string clip = "")
    {
        var (exitCode, output, errors) = await Command.RunAsync(
            "node",
            [Path.Combine(Packages.Source, script + ".mjs"), scenario],
            new()
            {
                ["SEG_PAGE"] = stack.BaseUrl.AbsoluteUri,
                ["SEG_CHROMIUM"] = await DebianPrograms.GetChromiumAsync(),
                ["SEG_DOWNLOADS"] = Downloads,
                ["SEG_PHOTO"] = await TestSetup.GetPhotoAsync(),
                ["SEG_CLIP"] = clip,
                ["SEG_KEY"] = TestSetup.ApiKey,
                ["SEG_CLICKS"] = Environment.GetEnvironmentVariable("SEG_CLICKS") ?? "3",
            },
            Patience,
            await Packages.GetFolderAsync());
        Assert.True(exitCode == 0, errors);
        var result = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal("[]", result.GetProperty("elsewhere").GetRawText());
        Assert.Equal("[]", result.GetProperty("faults").GetRawText());
        return result.GetProperty("seen");
    }
}
