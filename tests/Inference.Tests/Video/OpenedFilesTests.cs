using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>
/// The files that ffmpeg opens while it reads untrusted data, according to strace: the clip, and what it opens with every clip. The test runs itself again with
/// programs on its path that start ffmpeg under strace.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class OpenedFilesTests(Films films) : IDisposable
{
    private const string Clips = "SEG_TRACED_CLIPS";
    private const string Secret = "/etc/passwd";
    private const string Strace = "/usr/bin/strace";
    private static readonly string[] Programs = ["ffmpeg", "ffprobe"];
    private static readonly string[] OfTheSystem = ["/lib/", "/usr/lib/", "/proc/", "/sys/"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opened-files-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Traces => Path.Combine(_folder.FullName, "traces");

    [Fact]
    public async Task Whatever_a_clip_asks_for_nothing_but_the_clip_is_opened()
    {
        if (Environment.GetEnvironmentVariable(Clips) is { } inside)
        {
            await ReadAllAsync(inside);
            return;
        }

        await WriteProgramsAsync();
        var clips = WriteClips();
        var run = await RunAsync("dotnet", [typeof(OpenedFilesTests).Assembly.Location, "-method", $"{typeof(OpenedFilesTests).FullName}.{nameof(Whatever_a_clip_asks_for_nothing_but_the_clip_is_opened)}"]);
        Assert.True(run.ExitCode == 0, run.Output);

        var traces = Directory.GetFiles(Traces).Select(trace => File.ReadAllLines(trace)).ToList();
        Assert.DoesNotContain(traces, lines => Array.Exists(lines, line => SocketCall.IsMatch(line)));
        var opened = traces.ConvertAll(lines => PathsIn(lines).ToHashSet());
        Assert.Equal(clips.Order(), opened.SelectMany(paths => paths.Intersect(clips)).Distinct().Order());
        var harmless = opened.Where(paths => !paths.Overlaps(clips.Skip(1))).SelectMany(paths => paths).ToHashSet();
        Assert.Empty(opened.SelectMany(paths => paths).Where(path => !Array.Exists(OfTheSystem, start => path.StartsWith(start, StringComparison.Ordinal))).Except(clips).Except(harmless));
        Assert.DoesNotContain(Secret, harmless);
    }

    /// <summary>Shows that the test above would notice: without restrictions, ffmpeg reads a list of files as one.</summary>
    [Fact]
    public async Task Strace_tells_of_a_file_that_a_list_names()
    {
        await WriteProgramsAsync();
        var secret = films.Count("secret.mp4", "-c:v libx264 -t 0.2");
        var list = Path.Combine(_folder.FullName, "list.txt");
        await File.WriteAllTextAsync(list, $"ffconcat version 1.0\nfile '{secret}'\n", Token);
        await RunAsync(Path.Combine(_folder.FullName, "ffmpeg"), ["-v", "error", "-f", "concat", "-safe", "0", "-i", list, "-f", "null", "-"]);

        Assert.Contains(secret, PathsIn(Directory.GetFiles(Traces).SelectMany(File.ReadLines)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<string> PathsIn(IEnumerable<string> lines) =>
        lines.Select(line => OpenCall.Match(line)).Where(call => call.Success).Select(call => call.Groups[1].Value);

    [GeneratedRegex("""\b(?:open|openat|openat2|creat|execve)\((?:[A-Z_0-9]+, )?"([^"]*)""")]
    private static partial Regex OpenCall { get; }

    [GeneratedRegex(@"\b(?:socket|connect|bind|sendto)\(")]
    private static partial Regex SocketCall { get; }

    private async Task WriteProgramsAsync()
    {
        if (!File.Exists(Strace))
        {
            await new DebianPackages("strace").InstallAsync(TimeProvider.System, Token);
        }

        Directory.CreateDirectory(Traces);
        foreach (var name in Programs)
        {
            var path = Path.Combine(_folder.FullName, name);
            File.WriteAllText(path, $"#!/bin/sh\nexec {Strace} -f -qq -e trace=%file,%network -o {Traces}/{name}-$$ /usr/bin/{name} \"$@\"\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.SkipUnless((await RunAsync(Path.Combine(_folder.FullName, "ffmpeg"), ["-version"])).ExitCode == 0, "This machine lets nobody trace a process.");
    }

    private List<string> WriteClips()
    {
        var movie = File.ReadAllBytes(films.Count("opened.mp4", "-c:v libx264 -g 10 -t 0.5"));
        var subtitles = Path.Combine(films.Folder, "opened.srt");
        File.WriteAllText(subtitles, $"1\n00:00:00,000 --> 00:00:01,000\n<font face=\"{Secret}\">file://{Secret}</font>\n");
        var cover = films.Make("opened.png", "-f lavfi -i color=red:s=60x60:d=1 -frames:v 1");
        var bomb = films.Make("opened.mkv", $"-i {films.Count("opened.mp4", "")} -i {subtitles} -attach {cover} -metadata:s:t mimetype=image/png -c:v copy -c:s srt");
        return
        [
            Write("plain.mp4", movie),
            Write("cut.mp4", movie[..(movie.Length / 2)]),
            Write("bomb.mkv", File.ReadAllBytes(bomb)),
            Write("lie.avi", File.ReadAllBytes(films.Count("opened.avi", "-c:v mpeg4 -t 0.5"))),
            Write("list.mp4", [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes($"\n#EXTM3U\n#EXTINF:10,\nfile://{Secret}\n#EXT-X-ENDLIST\n")]),
            Write("reference.mov", Box("moov", Box("rmra", Box("rmda", Box("rdrf", [0, 0, 0, 0, .. "url "u8, 0, 0, 0, 20, .. Encoding.ASCII.GetBytes($"file://{Secret}\0\0")]))))),
        ];
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Box(string type, byte[] content) =>
        [.. BitConverter.GetBytes(8 + content.Length).Reverse(), .. Encoding.ASCII.GetBytes(type), .. content];

    private async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Clips] = _folder.FullName;
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>As a worker does: some of the files are not videos, and are refused as such.</summary>
    private async Task ReadAllAsync(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, "*.m*").Concat(Directory.GetFiles(folder, "*.avi")))
        {
            try
            {
                var clip = await films.ProbeAsync(path);
                await foreach (var _ in new FrameReader(films.Ffmpeg, ClipFile.Open(path), clip).ReadAsync(clip.Samples, (clip.Width, clip.Height), Token))
                {
                    // It has been decoded.
                }
            }
            catch (InferenceException)
            {
                // It is not a video.
            }
        }
    }
}
