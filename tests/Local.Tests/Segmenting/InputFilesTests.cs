using SegFunctions.Local.Output;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class InputFilesTests : IDisposable
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, 0];
    private static readonly byte[] WebP = [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBPVP8 "u8];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Spool => _folder.CreateSubdirectory("spool").FullName;

    [Fact]
    public async Task No_two_pictures_share_a_folder_and_none_is_what_the_output_folder_has_itself()
    {
        var files = await GetAsync(
            Write("a/cat.jpg", Jpeg), Write("b/Cat.PNG", Png), Write("b/cat-2.webp", WebP), Write("b/cat.jpeg", Jpeg), Write("result.json.jpg", Jpeg),
            Write(".segfunctions.png", Png), Write("...jpg", Jpeg));

        Assert.Equal(["cat", "Cat-2", "cat-2-2", "cat-3", "result.json-2", ".segfunctions-2", "picture"], files.Select(file => file.Folder));
    }

    [Fact]
    public async Task The_type_is_what_the_bytes_say_whatever_the_name()
    {
        var files = await GetAsync(Write("a.jfif", Jpeg), Write("b.jpe", Jpeg), Write("c", Png), Write("d.txt", WebP), Write("e.jpg", Png));

        Assert.Equal(["image/jpeg", "image/jpeg", "image/png", "image/webp", "image/png"], files.Select(file => file.ContentType));
        Assert.All(files, file => Assert.Null(file.Fault));
    }

    [Fact]
    public async Task A_picture_that_cannot_be_had_says_why_and_leaves_the_others_alone()
    {
        var dangling = Path.Combine(_folder.FullName, "gone.jpg");
        File.CreateSymbolicLink(dangling, "/nowhere/at-all.jpg");
        var unreadable = Path.Combine(_folder.FullName, "memory.jpg");
        File.CreateSymbolicLink(unreadable, "/proc/self/mem");
        var endless = Path.Combine(_folder.FullName, "zeros.png");
        File.CreateSymbolicLink(endless, "/dev/zero");

        var files = await GetAsync(Write("good.png", Png), dangling, unreadable, endless, Write("empty.jpg", []), Write("text.jpg", "notes"u8.ToArray()));

        Assert.Null(files[0].Fault);
        Assert.All(files[1..4], file => Assert.StartsWith("It cannot be read: ", file.Fault, StringComparison.Ordinal));
        Assert.Equal(["It is empty.", "It is not a JPEG, PNG, WebP, MP4, MOV, WebM, MKV or AVI file, whatever its name."], files[4..].Select(file => file.Fault));
        Assert.Contains("more than 100 MB", files[3].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standard_input_is_a_picture_and_is_kept_beside_the_results()
    {
        var file = Assert.Single(await new InputFiles(Spool, new MemoryStream(WebP)).GetAsync(PictureSource.Find(["-"]), new LineScreen(TextWriter.Null), Token));

        Assert.Equal(("-", "image/webp", "stdin"), (file.Name, file.ContentType, file.Folder));
        Assert.Equal(WebP, await File.ReadAllBytesAsync(file.Path, Token));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<InputFile[]> GetAsync(params string[] names) =>
        new InputFiles(Spool, Stream.Null).GetAsync(PictureSource.Find(names), new LineScreen(TextWriter.Null), Token);

    private string Write(string relative, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
