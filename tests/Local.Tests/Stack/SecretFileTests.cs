using System.Runtime.Versioning;
using SegFunctions.Local.Stack;

namespace SegFunctions.Local.Tests.Stack;

[UnsupportedOSPlatform("windows")]
public sealed class SecretFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private string FilePath => Path.Combine(_folder.FullName, "link-signing.key");

    [Fact]
    public void A_key_is_drawn_once_and_only_its_owner_can_read_it()
    {
        var drawn = Assert.Single(SecretFile.Read(FilePath, "the test's"));

        Assert.Equal(32, Convert.FromBase64String(drawn).Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Equal([drawn], SecretFile.Read(FilePath, "the test's"));
    }

    [Fact]
    public void A_new_key_above_the_old_one_signs_and_the_old_one_goes_on_verifying()
    {
        var old = SecretFile.Read(FilePath, "the test's")[0];
        File.WriteAllText(FilePath, $"bmV3\n\n{old}\n");

        Assert.Equal(["bmV3", old], SecretFile.Read(FilePath, "the test's"));
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused()
    {
        SecretFile.Read(FilePath, "the test's");
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<UserException>(() => SecretFile.Read(FilePath, "the test's")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_key_is_refused_with_the_way_out()
    {
        SecretFile.Read(FilePath, "the test's");
        File.WriteAllText(FilePath, "\n");

        Assert.Contains($"{FilePath}, the test's, is empty. Delete it", Assert.Throws<UserException>(() => SecretFile.Read(FilePath, "the test's")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
