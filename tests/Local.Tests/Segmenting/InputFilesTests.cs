using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class InputFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    [Fact]
    public void No_two_pictures_share_a_folder_and_none_is_the_document()
    {
        var files = InputFiles.Check([Touch("a/cat.jpg"), Touch("b/Cat.PNG"), Touch("b/cat-2.webp"), Touch("b/cat.jpeg"), Touch("result.json.jpg")]);

        Assert.Equal(["cat", "Cat-2", "cat-2-2", "cat-3", "result.json-1"], files.Select(file => file.Folder));
        Assert.Equal(["image/jpeg", "image/png", "image/webp", "image/jpeg", "image/jpeg"], files.Select(file => file.ContentType));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Touch(string relative)
    {
        var path = Path.Combine(_folder.FullName, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, []);
        return path;
    }
}
