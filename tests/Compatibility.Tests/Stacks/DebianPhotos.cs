using System.Security.Cryptography;
using SegFunctions.Models.Installation;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>Photos from Debian packages, which are downloaded without being installed and kept in the cache; needs root and apt.</summary>
internal static class DebianPhotos
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Task<byte[]>> Player = new(() => FetchAsync(
        "opencv-doc", "./usr/share/doc/opencv-doc/examples/data/messi5.jpg", "player.jpg", "1d570e49654e84c7a943918537bd9e5e1ef82920152e147c834006e235be97c9"));

    private static readonly Lazy<Task<byte[]>> Astronaut = new(() => FetchAsync(
        "python3-skimage", "./usr/lib/python3/dist-packages/skimage/data/astronaut.png", "astronaut.png", "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5"));

    /// <returns>A football player with both shoes visible, 548 × 342 pixels; from Debian's <c>opencv-doc</c>.</returns>
    public static Task<byte[]> GetPlayerAsync() => Player.Value;

    /// <returns>An astronaut looking into the camera, 512 × 512 pixels; from Debian's <c>python3-skimage</c>.</returns>
    public static Task<byte[]> GetAstronautAsync() => Astronaut.Value;

    private static async Task<byte[]> FetchAsync(string package, string path, string name, string sha256)
    {
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(TestSetup.Cache, "photos")).FullName, name);
        if (!File.Exists(kept))
        {
            await FetchAsync(package, path, kept);
        }

        var photo = await File.ReadAllBytesAsync(kept);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(photo)));
        return photo;
    }

    private static async Task FetchAsync(string package, string path, string kept)
    {
        var folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
        try
        {
            var script = $"apt-get -qq update && apt-get -qq -o APT::Sandbox::User=root download {package} && dpkg-deb --fsys-tarfile {package}_*.deb | tar -xO {path} > photo";
            using var held = await CacheLock.AcquireAsync(DebianPackages.Lock, static () => { }, TimeProvider.System, TestContext.Current.CancellationToken);
            var run = await Command.RunAsync("/bin/sh", ["-c", script], [], Patience, folder.FullName);
            Assert.True(run.ExitCode == 0, run.Errors);
            File.Move(Path.Combine(folder.FullName, "photo"), kept, overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
