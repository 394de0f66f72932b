using CliWrap;
using CliWrap.Buffered;

namespace SegFunctions.Models.Installation;

/// <summary>A package of Debian or Ubuntu, installed where this process may do that: as root, with apt.</summary>
/// <param name="name">For example <c>ffmpeg</c>.</param>
public sealed class DebianPackage(string name)
{
    private const string Apt = "/usr/bin/apt-get";

    /// <summary>Whether this machine has apt and this process is root's.</summary>
    public static bool CanInstall => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists(Apt);

    /// <summary>Fetches the lists of packages, then the package with what it needs.</summary>
    /// <exception cref="InstallException"><see cref="InstallFailure.Download"/>.</exception>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        await RunAsync(["update"], cancellationToken);
        await RunAsync(["install", "-y", "--no-install-recommends", name], cancellationToken);
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
            throw new InstallException(InstallFailure.Download, $"apt-get could not install {name}: {run.StandardError.Trim()}");
        }
    }
}
