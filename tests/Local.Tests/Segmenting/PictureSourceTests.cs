using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class PictureSourceTests : IDisposable
{
    private const string Types = "JPEG, PNG, WebP, MP4, MOV, WebM, MKV or AVI";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    public PictureSourceTests()
    {
        foreach (var name in (string[])["b.jpg", "a.JFIF", "c.txt", "below/d.png", "below/deep/e.webp"])
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "not looked at where the name says enough");
        }
    }

    [Theory]
    [InlineData("", "a.JFIF", "b.jpg")]
    [InlineData("*.jpg", "b.jpg")]
    [InlineData("?.jpg", "b.jpg")]
    [InlineData("**/*.png", "below/d.png")]
    [InlineData("**/?.*", "a.JFIF", "b.jpg", "below/d.png", "below/deep/e.webp")]
    [InlineData("below/*", "below/d.png")]
    [InlineData("be*/deep/**", "below/deep/e.webp")]
    public void A_folder_and_a_pattern_are_the_pictures_in_them(string name, params string[] found) => Assert.Equal(
        found.Select(path => Path.Combine(_folder.FullName, path)), PictureSource.Find([Path.Combine(_folder.FullName, name)]).Select(source => source.Name));

    [Fact]
    public void A_pattern_counts_from_the_current_folder()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder.FullName);

        Assert.Equal([$"{relative}/b.jpg"], PictureSource.Find([$"{relative}/*.jpg"]).Select(source => source.Name));
    }

    [Fact]
    public void Every_name_that_cannot_be_meant_is_named()
    {
        var notes = Path.Combine(_folder.FullName, "c.txt");
        var empty = _folder.CreateSubdirectory("empty").FullName;

        var error = Assert.Throws<UserException>(() => PictureSource.Find(["absent.jpg", notes, empty, $"{empty}/*.jpg", "nowhere/**", "-", "-"]));

        Assert.Equal(
            [
                "absent.jpg does not exist.", $"{notes} cannot be sent: it is not a {Types} file.", $"{empty} holds no {Types} files.",
                $"{empty}/*.jpg matches no {Types} file.", $"nowhere/** matches no {Types} file.", "- is the standard input, which can be read only once.",
            ],
            error.Message.Split('\n'));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
