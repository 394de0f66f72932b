using SegFunctions.Worker.Video;

namespace SegFunctions.Worker.Tests.Video;

public sealed class WorkFolderTests
{
    // More than the kernel gives a process.
    private const int NoProcess = 2_000_000_000;

    [Fact]
    public void Deletes_what_a_killed_process_left_and_nothing_of_one_that_runs()
    {
        var (left, running) = (Make(NoProcess), Make(1));

        new WorkFolder().Dispose();

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(running));
        Directory.Delete(running, recursive: true);
    }

    [Fact]
    public void Leaves_nothing_behind()
    {
        using var folder = new WorkFolder();
        string file, inner;
        using (var written = folder.NewFile())
        {
            file = written.Name;
            Assert.True(File.Exists(file));
        }

        using (var temporary = folder.NewFolder())
        {
            inner = temporary.Path;
            File.WriteAllText(Path.Combine(inner, "film.mp4"), "film");
        }

        Assert.False(File.Exists(file));
        Assert.False(Directory.Exists(inner));
        folder.Dispose();
        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
    }

    private static string Make(int process)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"segfunctions-video-{process}"))).FullName;
        File.WriteAllText(Path.Combine(folder, "clip"), "clip");
        return folder;
    }
}
