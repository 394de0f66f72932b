namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>Photos from Debian's packages, which are fetched without being installed and kept in the cache; that needs apt.</summary>
internal static class DebianPhotos
{
    private const string Package = "opencv-doc";
    private const string File = "./usr/share/doc/opencv-doc/examples/data/messi5.jpg";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<byte[]>> Player = new(FetchAsync);

    /// <returns>A football player who shows both shoes, 548 × 342 pixels; OpenCV's sample, under its Apache license.</returns>
    public static Task<byte[]> GetPlayerAsync() => Player.Value;

    private static async Task<byte[]> FetchAsync()
    {
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(TestSetup.Cache, "photos")).FullName, "player.jpg");
        if (!System.IO.File.Exists(kept))
        {
            var folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
            var script = $"apt-get -qq update && apt-get -qq -o APT::Sandbox::User=root download {Package} && dpkg-deb --fsys-tarfile {Package}_*.deb | tar -xO {File} > player.jpg";
            var run = await Command.RunAsync("/bin/sh", ["-c", script], [], Patience, folder.FullName);
            Assert.True(run.ExitCode == 0, run.Errors);
            System.IO.File.Move(Path.Combine(folder.FullName, "player.jpg"), kept, overwrite: true);
            folder.Delete(recursive: true);
        }

        return await System.IO.File.ReadAllBytesAsync(kept);
    }
}
