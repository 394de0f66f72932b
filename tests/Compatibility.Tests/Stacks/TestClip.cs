using System.Buffers.Binary;
using System.Globalization;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>Clips that ffmpeg makes from the sample photo: a window that moves to the right, with a tone.</summary>
internal static class TestClip
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The same clip in a larger file: it has an extra box at the end, which readers skip.</summary>
    public static byte[] Lengthen(byte[] clip, int by)
    {
        var longer = new byte[clip.Length + by];
        clip.CopyTo(longer, 0);
        BinaryPrimitives.WriteInt32BigEndian(longer.AsSpan(clip.Length), by);
        "free"u8.CopyTo(longer.AsSpan(clip.Length + sizeof(int)));
        return longer;
    }

    /// <param name="seconds">Its length.</param>
    /// <param name="framesPerSecond">Its own frames.</param>
    /// <returns>The bytes of an MP4 file.</returns>
    public static async Task<byte[]> MakeAsync(double seconds, int framesPerSecond = 10)
    {
        var file = Path.Combine(Path.GetTempPath(), $"segfunctions-{Guid.NewGuid():N}.mp4");
        var photo = await TestSetup.GetPhotoAsync();
        var length = seconds.ToString(CultureInfo.InvariantCulture);
        try
        {
            var made = await Command.RunAsync(
                await DebianPrograms.GetFfmpegAsync(),
                [
                    "-v", "error", "-loop", "1", "-framerate", $"{framesPerSecond}", "-i", photo, "-f", "lavfi", "-i", "sine=frequency=440", "-t", length,
                    "-vf", "scale=400:300,crop=320:240:8*t:30", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-c:a", "aac", file,
                ],
                [],
                Patience);
            Assert.True(made.ExitCode == 0, made.Errors);
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
