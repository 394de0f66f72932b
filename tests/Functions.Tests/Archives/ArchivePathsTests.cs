using SegFunctions.Archives;

namespace SegFunctions.Tests.Archives;

public sealed class ArchivePathsTests
{
    [Fact]
    public void A_zip_names_its_job() => Assert.Equal("job-1", ArchivePaths.TryReadJobId(new ArchivePaths("acct", "job-1").Zip.Name));

    [Fact]
    public void Nothing_else_of_a_job_passes_for_its_zip()
    {
        var paths = new ArchivePaths("acct", "job-1");

        Assert.All([paths.Plan.Name, paths.Folder.Name, paths.Written("a.zip").Name, "a.zip"], name => Assert.Null(ArchivePaths.TryReadJobId(name)));
    }
}
