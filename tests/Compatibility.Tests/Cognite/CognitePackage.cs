using System.Diagnostics;
using System.Text.Json.Nodes;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Cognite;

/// <summary>npm's <c>@cognite/sdk</c>, unchanged, pinned by a lock file and kept in the cache: installed once per machine.</summary>
internal static class CognitePackage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly NodePackages Packages = new("cognite-node", "Cognite", "Node");

    /// <param name="scenario">The name of a scenario in <c>sdk.mjs</c>.</param>
    /// <param name="server">The server to run it against.</param>
    /// <param name="project">A project for this scenario alone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its output.</returns>
    public static async Task<JsonNode> RunAsync(string scenario, Uri server, string project, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Packages.Source, "sdk.mjs"), scenario, await TestSetup.GetPhotoAsync()])
        {
            WorkingDirectory = await Packages.GetFolderAsync(),
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
}
