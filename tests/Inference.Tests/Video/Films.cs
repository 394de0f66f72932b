using System.Diagnostics;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Models.Installation;

[assembly: AssemblyFixture(typeof(SegFunctions.Inference.Tests.Video.Films))]

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Short clips that ffmpeg makes for the tests, each once, and the product's ffmpeg, installed if missing.</summary>
public sealed class Films : IAsyncLifetime
{
    /// <summary>Frames of 160 × 90 that count in gray: frame n has the value 2 n.</summary>
    private const string Counting = "-f lavfi -i color=s=160x90:r=30:d=3,format=gray,geq=lum=2*N,format=yuv420p";

    private readonly string _folder = Directory.CreateTempSubdirectory("films-").FullName;

    internal Ffmpeg Ffmpeg { get; } = new(VideoLimits.Default);

    public string Folder => _folder;

    /// <summary>Counting frames, encoded as the arguments say.</summary>
    public string Count(string name, string encoding) => Make(name, $"{Counting} {encoding}");

    /// <summary>ffmpeg's output for these arguments, which contain no spaces.</summary>
    public string Make(string name, string arguments)
    {
        var path = Path.Combine(_folder, name);
        lock (_folder)
        {
            if (!File.Exists(path))
            {
                var made = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), path])
                {
                    RedirectStandardError = true,
                })!;
                var errors = made.StandardError.ReadToEnd();
                made.WaitForExit();
                Assert.True(made.ExitCode == 0, errors);
            }
        }

        return path;
    }

    internal Task<Clip> ProbeAsync(string path, double? fps = 5, int? numFrames = null, int maxFrames = 10_000, params int[] marked) =>
        new VideoProber(Ffmpeg).ProbeAsync(ClipFile.Open(path), new VideoSampling(numFrames is null ? fps : null, numFrames, maxFrames), marked, hasWords: true, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        if (!Ffmpeg.IsInstalled)
        {
            await new DebianPackages("ffmpeg").InstallAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
