using System.Globalization;
using System.Text;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>Joins the rendered pieces without encoding them again, and adds the clip's audio.</summary>
internal sealed class FilmJoiner(Ffmpeg ffmpeg, ClipFile file, Clip clip)
{
    private static readonly string[] KeptInMp4 = ["aac", "mp3", "ac3", "eac3", "alac"];
    private static readonly string[] KeptInWebm = ["opus", "vorbis"];

    /// <param name="files">At least one.</param>
    /// <param name="pieceFolders">The folders of the pieces, in order.</param>
    /// <param name="folder">Receives the films.</param>
    /// <param name="cancellationToken">Kills the programs.</param>
    /// <exception cref="InvalidOperationException">A film cannot be joined.</exception>
    public async Task JoinAsync(VideoFiles files, IReadOnlyList<string> pieceFolders, string folder, CancellationToken cancellationToken)
    {
        foreach (var kind in FilmRenderer.Kinds(files))
        {
            var name = VideoNames.Of(kind).Single();
            var list = Path.Combine(folder, $"{name}.txt");
            await File.WriteAllTextAsync(list, ListOf(name, pieceFolders), cancellationToken);
            var path = Path.Combine(folder, name);

            // If the audio cannot be read, the film is silent rather than missing.
            if ((clip.Audio is null || await RunAsync(kind, list, path, clip.Audio, cancellationToken) is not null)
                && await RunAsync(kind, list, path, null, cancellationToken) is { } errors)
            {
                throw new InvalidOperationException($"ffmpeg could not join the pieces of a film: {errors}");
            }
        }
    }

    /// <returns>ffmpeg's error output if it failed; otherwise null.</returns>
    private async Task<string?> RunAsync(VideoFiles kind, string list, string path, string? audio, CancellationToken cancellationToken)
    {
        await using var process = Ffmpeg.Start(
            [
                "-itsoffset", clip.Delay.ToString("0.######", CultureInfo.InvariantCulture),
                "-protocol_whitelist", "file,pipe", "-f", "concat", "-safe", "0", "-i", $"file:{list}",
                .. audio is null ? [] : ffmpeg.Input(file),
                "-map", "0:v:0", "-c:v", "copy",
                .. audio is null ? Array.Empty<string>() : ["-map", "1:a:0", "-c:a", CodecOf(kind, audio)],
                .. FilmEncoder.HasAlpha(kind) ? ["-f", "webm"] : Mp4(),
                "-y", $"file:{path}",
            ],
            cancellationToken);
        return await process.WaitAsync(cancellationToken) == 0 ? null : process.Errors;
    }

    private static string CodecOf(VideoFiles kind, string audio) => FilmEncoder.HasAlpha(kind)
        ? KeptInWebm.Contains(audio, StringComparer.Ordinal) ? "copy" : "libopus"
        : KeptInMp4.Contains(audio, StringComparer.Ordinal) ? "copy" : "aac";

    private static string[] Mp4() => ["-video_track_timescale", "90000", "-movflags", "+faststart", "-f", "mp4"];

    /// <summary>Gives each piece its exact length, so that the next one starts at the same time as in the clip.</summary>
    private string ListOf(string name, IReadOnlyList<string> pieceFolders)
    {
        var list = new StringBuilder("ffconcat version 1.0\n");
        foreach (var (piece, folder) in pieceFolders.Index())
        {
            list.Append(CultureInfo.InvariantCulture, $"file 'file:{Path.Combine(folder, name)}'\n");
            if (piece + 1 < pieceFolders.Count)
            {
                var seconds = clip.SecondsOf(clip.FramesOf(piece + 1).First) - clip.SecondsOf(clip.FramesOf(piece).First);
                list.Append(CultureInfo.InvariantCulture, $"duration {seconds:0.######}\n");
            }
        }

        return list.ToString();
    }
}
