using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Tests.Installation;

/// <summary>
/// A program that replaces npm: it accepts npm's arguments, records its calls and returns a tarball once a gate is open.
/// Everything is in one folder, which is deleted with it.
/// </summary>
internal sealed class FakeNpm : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fake-npm-").FullName;

    public FakeNpm()
    {
        File.WriteAllText(
            Command,
            $"""
            #!/bin/sh
            echo "$2" >> '{_folder}/calls'
            while [ ! -e '{_folder}/gate' ]; do sleep 0.02; done
            if [ -e '{_folder}/failure' ]; then cat '{_folder}/failure' >&2; exit 7; fi
            cp '{_folder}/tarball' "$4/package.tgz"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        OpenGate();
    }

    /// <summary>Its folder, to put on a PATH.</summary>
    public string Folder => _folder;

    public string Command => Path.Combine(_folder, "npm");

    /// <summary>The requested packages, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Path.Combine(_folder, "calls")) ? File.ReadAllLines(Path.Combine(_folder, "calls")) : [];

    public void CloseGate() => File.Delete(Path.Combine(_folder, "gate"));

    public void OpenGate() => File.WriteAllText(Path.Combine(_folder, "gate"), string.Empty);

    /// <summary>From now on, it writes this to standard error and fails.</summary>
    public void Fail(string message) => File.WriteAllText(Path.Combine(_folder, "failure"), message);

    /// <summary>Makes the tarball.</summary>
    /// <returns>The catalogue's package for this tarball.</returns>
    public NpmPackage Publish(params (string Path, byte[] Bytes)[] files)
    {
        using (var file = File.Create(Path.Combine(_folder, "tarball")))
        using (var zipped = new GZipStream(file, CompressionLevel.Fastest))
        using (var writer = new TarWriter(zipped))
        {
            foreach (var (path, bytes) in files)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"package/{path}") { DataStream = new MemoryStream(bytes) });
            }
        }

        var tarball = File.ReadAllBytes(Path.Combine(_folder, "tarball"));
        return new NpmPackage("toys", "1.0.0", Convert.ToHexStringLower(SHA256.HashData(tarball)), tarball.Length);
    }

    /// <summary>Another tarball of the same size.</summary>
    public void Tamper()
    {
        var path = Path.Combine(_folder, "tarball");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    public void Dispose()
    {
        OpenGate();
        Directory.Delete(_folder, recursive: true);
    }
}
