using SegFunctions.Local.Stack;

namespace SegFunctions.Local.Tests.Stack;

public sealed class DataFolderTests : IDisposable
{
    private const string Mark = "no-process-has-it";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    [Fact]
    public async Task A_folder_with_jobs_of_an_older_version_is_refused_in_a_sentence_that_names_the_way_out()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var older = _folder.CreateSubdirectory("emulators").FullName;

        var error = await Assert.ThrowsAsync<UserException>(() => DataFolder.OpenAsync(_folder.FullName, Mark, cancellation));

        Assert.Contains($"delete {older}, or choose another folder with --data", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "service-bus")));
        Directory.Delete(older);
        using var opened = await DataFolder.OpenAsync(_folder.FullName, Mark, cancellation);
        Assert.True(File.Exists(opened.QueueDefinitions));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
