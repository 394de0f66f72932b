using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class ResultFolderTests : IDisposable
{
    private static readonly InputFile Photo = new("photo.jpg", "/photo.jpg", "image/jpeg", "photo");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly ResultFolder _folder;

    public ResultFolderTests()
    {
        _folder = new ResultFolder(_root.FullName);
        _folder.Create();
    }

    [Theory]
    [InlineData("", "It is a file.")]
    [InlineData("/below/it", "{0} is a file.")]
    public void A_file_where_the_folder_should_be_is_said_to_be_one(string below, string sentence)
    {
        var file = Path.Combine(_root.FullName, "taken");
        File.WriteAllText(file, "mine");

        var error = Assert.Throws<UserException>(() => new ResultFolder(file + below).Create());

        Assert.Equal($"The output folder {file}{below} cannot be used: {string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, file)}", error.Message);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public void Nothing_of_a_picture_is_seen_before_all_of_it_is_published()
    {
        Stage(ResultFolder.MaskOf(Photo, 0), "mask");

        Assert.False(Directory.Exists(_folder.FullPath(Photo.Folder)));
        _folder.Publish(Photo);
        Assert.Equal("mask", Read(ResultFolder.MaskOf(Photo, 0)));
    }

    [Fact]
    public void What_an_earlier_run_found_more_is_deleted_and_what_is_the_users_stays()
    {
        Publish((ResultFolder.MaskOf(Photo, 0), "old"), (ResultFolder.MaskOf(Photo, 1), "old"), (ResultFolder.RlesOf(Photo), "old"), (ResultFolder.PreviewOf(Photo), "old"));
        File.WriteAllText(_folder.FullPath("photo/notes.txt"), "mine");
        File.WriteAllText(_folder.FullPath("photo/masks/mine.png"), "mine");
        Publish((ResultFolder.MaskOf(Photo, 0), "new"));

        Assert.Equal(
            ["masks/0.png new", "masks/mine.png mine", "notes.txt mine"],
            Directory.EnumerateFiles(_folder.FullPath(Photo.Folder), "*", SearchOption.AllDirectories)
                .Select(path => $"{Path.GetRelativePath(_folder.FullPath(Photo.Folder), path)} {File.ReadAllText(path)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cutout_of_another_format_takes_the_place_of_an_earlier_one()
    {
        Publish((ResultFolder.CutoutOf(Photo, 0, ".png"), "old"), (ResultFolder.CutoutOf(Photo, 1, ".zip"), "old"));
        File.WriteAllText(_folder.FullPath("photo/cutouts/0.txt"), "mine");
        Publish((ResultFolder.CutoutOf(Photo, 0, ".webp"), "new"));

        Assert.Equal(
            ["0.txt", "0.webp"],
            Directory.EnumerateFiles(_folder.FullPath("photo/cutouts")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_failed_picture_leaves_an_earlier_result_as_it_was()
    {
        Publish((ResultFolder.MaskOf(Photo, 0), "old"));
        Stage(ResultFolder.MaskOf(Photo, 0), "half");
        _folder.Discard(Photo);

        Assert.Equal("old", Read(ResultFolder.MaskOf(Photo, 0)));
        Assert.False(File.Exists(_folder.StagedPath(ResultFolder.MaskOf(Photo, 0))));
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_told_before_anything_starts()
    {
        Assert.Null(_folder.FindObstacle(Photo));
        File.WriteAllText(_folder.FullPath(Photo.Folder), "");

        Assert.Equal($"{_folder.FullPath(Photo.Folder)} is a file, where its results need a folder.", _folder.FindObstacle(Photo));
    }

    [Fact]
    public void A_document_that_cannot_be_replaced_stays()
    {
        _folder.Write(new ResultDocument("job", []));
        Directory.CreateDirectory(Path.Combine(_root.FullName, ".segfunctions", "result.json.part"));

        Assert.ThrowsAny<SystemException>(() => _folder.Write(new ResultDocument("another", [])));
        Assert.Contains("\"job\"", Read(ResultFolder.DocumentName), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_found_until_it_is_forgotten()
    {
        Assert.Null(_folder.FindJournal());
        Directory.CreateDirectory(Path.Combine(_root.FullName, ".segfunctions"));
        File.WriteAllText(Path.Combine(_root.FullName, ".segfunctions", "run.json"), "{");

        Assert.Contains("is not a record of a run", Assert.Throws<UserException>(_folder.FindJournal).Message, StringComparison.Ordinal);
        _folder.Forget();
        Assert.Null(_folder.FindJournal());
    }

    [Fact]
    public void A_document_that_is_a_folder_is_refused()
    {
        Directory.CreateDirectory(_folder.FullPath(ResultFolder.DocumentName));

        Assert.EndsWith("result.json in it is a folder.", Assert.Throws<UserException>(_folder.Create).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Publish(params (string Path, string Text)[] files)
    {
        Array.ForEach(files, file => Stage(file.Path, file.Text));
        _folder.Publish(Photo);
    }

    private void Stage(string path, string text)
    {
        var staged = _folder.StagedPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
        File.WriteAllText(staged, text);
    }

    private string Read(string path) => File.ReadAllText(_folder.FullPath(path));
}
