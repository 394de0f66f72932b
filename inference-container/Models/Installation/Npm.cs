using System.ComponentModel;
using CliWrap;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Installation;

/// <summary>Runs npm. Scripts of packages are never run.</summary>
/// <param name="command">The program: a name on the path, or a file.</param>
public sealed class Npm(string command)
{
    private const int ShownLines = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The npm on the path.</summary>
    public Npm()
        : this(DefaultCommand)
    {
    }

    public static string DefaultCommand => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Installs what the folder's lock file pins into its <c>node_modules</c>.</summary>
    /// <param name="folder">Contains <c>package.json</c> and <c>package-lock.json</c>.</param>
    /// <param name="onRequest">Called for each request to the registry: two per package, for its description and its tarball.</param>
    /// <param name="cancellationToken">Kills npm.</param>
    /// <exception cref="InstallException"><see cref="InstallFailure.NpmMissing"/> or <see cref="InstallFailure.Download"/>.</exception>
    public Task InstallLockedAsync(string folder, Action onRequest, CancellationToken cancellationToken) => RunAsync(
        // npm reports no progress to programs, but prints a line per request at this log level.
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev", "--loglevel=http"],
        folder,
        line =>
        {
            if (line.StartsWith("npm http fetch", StringComparison.Ordinal))
            {
                onRequest();
            }
        },
        cancellationToken);

    /// <summary>Downloads a package's tarball, without its dependencies.</summary>
    /// <param name="package">The package to download.</param>
    /// <param name="folder">An empty folder for this call only; npm's cache is kept in it, too.</param>
    /// <param name="onBytes">Called with the number of bytes that have arrived, 0 to <see cref="NpmPackage.Bytes"/>.</param>
    /// <param name="time">For the pauses between progress checks.</param>
    /// <param name="cancellationToken">Kills npm.</param>
    /// <returns>The tarball's path; nothing about it is verified.</returns>
    /// <exception cref="InstallException"><see cref="InstallFailure.NpmMissing"/> or <see cref="InstallFailure.Download"/>.</exception>
    internal async Task<string> PackAsync(
        NpmPackage package, string folder, Action<long> onBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        // A separate cache, because its growth is the only progress that npm shows here.
        var cache = Directory.CreateDirectory(Path.Combine(folder, "npm-cache"));
        var run = RunAsync(
            ["pack", package.Spec, "--pack-destination", folder, "--cache", cache.FullName, "--loglevel", "error", "--no-update-notifier", "--no-progress"],
            folder,
            _ => { },
            cancellationToken);
        while (await Task.WhenAny(run, Task.Delay(Pause, time, CancellationToken.None)) != run)
        {
            onBytes(Math.Min(CountBytes(cache), package.Bytes));
        }

        await run;
        return Directory.EnumerateFiles(folder, "*.tgz").SingleOrDefault()
            ?? throw new InstallException(InstallFailure.Download, $"npm fetched {package.Spec}, but left no tarball.");
    }

    private async Task RunAsync(IReadOnlyList<string> arguments, string folder, Action<string> onErrorLine, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        var npm = Cli.Wrap(command)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithValidation(CommandResultValidation.None)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line =>
            {
                onErrorLine(line);
                if (line.StartsWith("npm err", StringComparison.OrdinalIgnoreCase) && errors.Count < ShownLines)
                {
                    errors.Add(line);
                }
            }));
        var exitCode = await ExecuteAsync(npm, cancellationToken);
        if (exitCode != 0)
        {
            throw new InstallException(
                InstallFailure.Download,
                $"npm {string.Join(' ', arguments.Take(2))} failed with exit code {exitCode}. Is the registry reachable? npm says: {string.Join('\n', errors)}");
        }
    }

    private async Task<int> ExecuteAsync(Command npm, CancellationToken cancellationToken)
    {
        try
        {
            return (await npm.ExecuteAsync(cancellationToken)).ExitCode;
        }
        catch (Win32Exception exception)
        {
            throw new InstallException(
                InstallFailure.NpmMissing, $"'{command}' cannot be started. Install Node.js 20 or later, which brings npm.", exception);
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
