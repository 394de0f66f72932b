using System.CommandLine;
using SegFunctions.Local.Commands;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Commands;

public sealed class CutoutFlagsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    [Fact]
    public void Nothing_is_wished_for_where_nothing_is_said() => Assert.Null(Read());

    [Theory]
    [InlineData("--crop")]
    [InlineData("--shadow")]
    [InlineData("--keep-edges")]
    [InlineData("--format", "zip")]
    [InlineData("--background", "white")]
    [InlineData("--margin", "5%")]
    public void Each_flag_alone_asks_for_cut_outs(params string[] arguments) => Assert.NotNull(Read(arguments));

    [Theory]
    [InlineData("white")]
    [InlineData("#f80")]
    [InlineData("https://example.com/beach.jpg")]
    public void A_background_that_is_no_file_is_left_to_the_server(string text)
    {
        var wish = Read("--background", text)!;

        Assert.Null(wish.BackgroundFile);
    }

    [Fact]
    public void A_background_that_is_a_picture_is_found_from_any_folder()
    {
        var path = Write("beach.dat", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]);

        Assert.Equal(path, Read("--background", Path.GetRelativePath(Environment.CurrentDirectory, path))!.BackgroundFile);
    }

    [Fact]
    public void A_background_that_is_another_file_is_refused_by_its_name()
    {
        var path = Write("beach.jpg", "hello"u8.ToArray());

        Assert.StartsWith($"--background {path} is not a ", Assert.Throws<UserException>(() => Read("--background", path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file.jpg")]
    [InlineData("photos/beach")]
    [InlineData("..")]
    public void A_background_that_looks_like_a_file_and_is_none_is_refused_by_its_name(string text) =>
        Assert.Equal($"--background {text} is no file.", Assert.Throws<UserException>(() => Read("--background", text)).Message);

    public void Dispose() => _folder.Delete(recursive: true);

    private static CutoutWish? Read(params string[] arguments)
    {
        var flags = new CutoutFlags();
        var command = new Command("segment");
        foreach (var option in flags.All)
        {
            command.Options.Add(option);
        }

        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return flags.Read(parsed);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
