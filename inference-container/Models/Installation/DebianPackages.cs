using CliWrap;
using CliWrap.Buffered;

namespace SegFunctions.Models.Installation;

/// <summary>Packages of Debian or Ubuntu, installed with apt if this process may do that, as root.</summary>
/// <param name="names">For example <c>ffmpeg</c>.</param>
public sealed class DebianPackages(params IReadOnlyList<string> names)
{
    private const string Apt = "/usr/bin/apt-get";

    /// <summary>
    /// apt can be told to wait for dpkg's lock, but gives up at once if another apt holds its lists or its archive. Therefore our own calls of apt wait for each
    /// other here.
    /// </summary>
    internal const string Lock = "/var/cache/apt/segfunctions.lock";

    /// <summary>Whether this machine has apt and this process runs as root.</summary>
    public static bool CanInstall => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists(Apt);

    /// <summary>Updates the package lists, then installs the packages with their dependencies.</summary>
    /// <exception cref="InstallException"><see cref="InstallFailure.Download"/>.</exception>
    public async Task InstallAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var held = await CacheLock.AcquireAsync(Lock, static () => { }, time, cancellationToken);
        await RunAsync(["update"], cancellationToken);
        await RunAsync(["install", "-y", "--no-install-recommends", .. names], cancellationToken);
    }

    private async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var run = await Cli.Wrap(Apt)
            .WithArguments(["-qq", "-o", "DPkg::Lock::Timeout=300", .. arguments])
            .WithEnvironmentVariables(variables => variables.Set("DEBIAN_FRONTEND", "noninteractive"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        if (run.ExitCode != 0)
        {
            throw new InstallException(InstallFailure.Download, $"apt-get could not install {string.Join(' ', names)}: {run.StandardError.Trim()}");
        }
    }
}
