using System.Diagnostics;
using System.Text.Json;

namespace SegFunctions.Compatibility.Tests.Webhooks;

/// <summary>npm's standardwebhooks and Node's crypto, installed once.</summary>
internal static class NodeJudge
{
    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    /// <returns>For <c>v1</c> and, with a public key, <c>v1a</c>: true, or why not.</returns>
    public static async Task<JsonElement> JudgeAsync(string secret, string? publicKey, HeardMessage message, CancellationToken cancellationToken)
    {
        var input = JsonSerializer.Serialize(new { secret, publicKey, headers = message.Headers, body = message.Body });
        return JsonSerializer.Deserialize<JsonElement>(await RunAsync("node", [Path.Combine(await Folder.Value, "judge.mjs")], input, cancellationToken));
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Directory.CreateTempSubdirectory("webhook-judge-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Webhooks", "Judge")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--prefix", folder], "", CancellationToken.None);
        return folder;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, $"{program}: {await error}");
        return await output;
    }
}
