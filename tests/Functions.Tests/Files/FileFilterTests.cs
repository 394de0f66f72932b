using SegFunctions.Files;
using SegFunctions.Storage;

namespace SegFunctions.Tests.Files;

public sealed class FileFilterTests
{
    private static readonly StoredFile File = new(
        new FileScope("a", "p"),
        new FileId(7),
        new FileDescription(
            "pump.png", "pump-1", null, "image/png", "/plant/a", "camera", new Dictionary<string, string> { ["k"] = "v", ["l"] = "w" }, [1, 2], 3),
        DateTimeOffset.FromUnixTimeMilliseconds(1000),
        DateTimeOffset.FromUnixTimeMilliseconds(2000),
        new FileContent(new(Containers.Files, "a/p/7/x"), 5, DateTimeOffset.FromUnixTimeMilliseconds(1500)),
        null);

    public static TheoryData<FileFilter, FileFilter> Filters { get; } = new()
    {
        { new(Name: "pump.png"), new(Name: "pump") },
        { new(MimeType: "image/png"), new(MimeType: "image/jpeg") },
        { new(Source: "camera"), new(Source: "c") },
        { new(ExternalIdPrefix: "pump"), new(ExternalIdPrefix: "Pump") },
        { new(DirectoryPrefix: "/plant"), new(DirectoryPrefix: "/b") },
        { new(IsUploaded: true), new(IsUploaded: false) },
        { new(Metadata: new Dictionary<string, string> { ["k"] = "v" }), new(Metadata: new Dictionary<string, string> { ["k"] = "v", ["l"] = "v" }) },
        { new(AssetIds: [2, 9]), new(AssetIds: [9]) },
        { new(DataSetIds: [3]), new(DataSetIds: [4]) },
        { new(Created: new(1000, 1000)), new(Created: new(1001, null)) },
        { new(Updated: new(null, 2000)), new(Updated: new(null, 1999)) },
        { new(Stored: new(1500, null)), new(Stored: new(0, 1499)) },
    };

    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public void Matches_what_it_says_and_nothing_else(FileFilter matching, FileFilter other)
    {
        Assert.True(matching.Matches(File));
        Assert.False(other.Matches(File));
    }

    [Fact]
    public void What_a_file_does_not_say_matches_nothing()
    {
        var bare = File with { Description = new FileDescription("pump.png"), Content = null };

        Assert.False(new FileFilter(ExternalIdPrefix: "").Matches(bare));
        Assert.False(new FileFilter(Metadata: new Dictionary<string, string> { ["k"] = "v" }).Matches(bare));
        Assert.False(new FileFilter(Stored: new(null, null)).Matches(bare));
        Assert.True(FileFilter.None.Matches(bare));
    }
}
