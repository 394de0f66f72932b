using Microsoft.Extensions.Options;
using SegFunctions.Inference.Video;
using SegFunctions.Models.Installation;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Video;

/// <summary>Installs ffmpeg when the first video needs it, if that is allowed and possible; otherwise the video fails with a message that says what is missing.</summary>
internal sealed class FfmpegSetup(NetworksHealth health, IOptions<ModelsOptions> options, TimeProvider time, ILogger<FfmpegSetup> logger) : IDisposable
{
    private const string Package = "ffmpeg";

    private readonly SemaphoreSlim _installing = new(1);

    /// <exception cref="InstallException">The package cannot be fetched; a redelivery may succeed.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (VideoSegmenter.HasFfmpeg || !options.Value.Install || !DebianPackages.CanInstall)
        {
            return;
        }

        await _installing.WaitAsync(cancellationToken);
        try
        {
            if (!VideoSegmenter.HasFfmpeg)
            {
                health.Reached($"installing {Package}");
                VideoLog.Installing(logger, Package);
                await new DebianPackages(Package).InstallAsync(time, cancellationToken);
                health.Reached("ready");
            }
        }
        finally
        {
            _installing.Release();
        }
    }

    public void Dispose() => _installing.Dispose();
}

internal static partial class VideoLog
{
    [LoggerMessage(EventId = 6301, Level = LogLevel.Information, Message = "Installing Debian's package {Package}")]
    public static partial void Installing(ILogger logger, string package);
}
