using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Models.Installation;

namespace SegFunctions.Compatibility.Tests.Cognite;

/// <summary>npm's <c>@cognite/sdk</c>, unchanged, by our lock file, in the cache: installed once a machine.</summary>
internal static class CognitePackage
{
    private const int KeyLength = 16;
    private const string Modules = "node_modules/.package-lock.json";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Definition = ["package.json", "package-lock.json"];
    private static readonly Lazy<Task<string>> Installed = new(EnsureAsync);
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Cognite", "Node");

    /// <param name="scenario">A name that <c>sdk.mjs</c> knows.</param>
    /// <param name="server">Where it runs.</param>
    /// <param name="project">Of its own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it printed.</returns>
    public static async Task<JsonNode> RunAsync(string scenario, Uri server, string project, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Source, "sdk.mjs"), scenario, await TestSetup.GetPhotoAsync()])
        {
            WorkingDirectory = await Installed.Value,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["COGNITE_URL"] = server.AbsoluteUri.TrimEnd('/');
        start.Environment["COGNITE_PROJECT"] = project;
        start.Environment["COGNITE_TOKEN"] = TestSetup.ApiKey;
        using var node = Process.Start(start)!;
        try
        {
            var errors = node.StandardError.ReadToEndAsync(cancellationToken);
            var output = await node.StandardOutput.ReadToEndAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            await node.WaitForExitAsync(cancellationToken);
            Assert.True(node.ExitCode == 0, $"{scenario}: {await errors}");
            return JsonNode.Parse(output)!;
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill();
            }
        }
    }

    private static async Task<string> EnsureAsync()
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"));
        var folder = Path.Combine(TestSetup.Cache, $"cognite-node-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}");
        await new CachedFolder(folder, Modules).EnsureAsync(FillAsync, static () => { }, TimeProvider.System, CancellationToken.None);
        return folder;
    }

    private static Task FillAsync(string folder)
    {
        foreach (var file in Definition)
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(folder, file));
        }

        return new Npm().InstallLockedAsync(folder, static () => { }, CancellationToken.None);
    }
}
