using SegFunctions.Local.Output;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class RunResultsTests : IDisposable
{
    private static readonly InputFile First = new("a.jpg", "/a.jpg", "image/jpeg", "a");
    private static readonly InputFile Second = new("b.jpg", "/b.jpg", "image/jpeg", "b");
    private static readonly InputFile Third = new("c.txt", "/c.txt", "", "c", Fault: "It is neither a picture nor a video.");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly StringWriter _said = new();
    private readonly ResultFolder _folder;

    public RunResultsTests()
    {
        _folder = new ResultFolder(_root.FullName);
        _folder.Create();
    }

    [Fact]
    public void What_an_earlier_run_has_finished_is_not_open()
    {
        var results = Open(new RunJournal(null, Options, [First, Second, Third]) { Done = { [First.Folder] = Success(First) } });

        Assert.Equal([Second, Third], results.FindOpen());
    }

    [Fact]
    public void A_picture_that_cannot_be_sent_or_stored_fails_with_its_reason_and_the_others_stay_open()
    {
        File.WriteAllText(_folder.FullPath(Second.Folder), "mine");
        var results = Open(First, Second, Third);
        results.EndFaulty();

        Assert.Equal([First], results.FindOpen());
        results.End(First, Success(First));
        Assert.Equal(
            [null, $"{_folder.FullPath("b")} is a file, where its results need a folder.", "It is neither a picture nor a video."],
            results.Finish().Document.Items.Select(item => item.Error));
    }

    [Fact]
    public void Only_what_has_no_result_is_given_up()
    {
        var results = Open(First, Second);
        results.End(Second, Success(Second));
        results.EndOpen("The server has gone.");

        Assert.Equal(
            [("a.jpg", "failed", "The server has gone."), ("b.jpg", "success", null)],
            results.Finish().Document.Items.Select(item => (item.File, item.Status, item.Error)));
    }

    [Fact]
    public void A_run_in_which_all_succeeded_leaves_nothing_to_take_up()
    {
        var results = Open(First);
        results.Add(new JournaledJob("job-1", new Dictionary<string, string> { ["task"] = First.Folder }));
        Assert.NotNull(_folder.FindJournal());
        results.End(First, Success(First));
        var end = results.Finish();

        Assert.True(end.Document.Succeeded);
        Assert.Equal(("job-1", null), (end.Document.JobId, end.Fault));
        Assert.Null(_folder.FindJournal());
    }

    [Fact]
    public void Another_run_finds_the_jobs_and_what_succeeded_but_not_what_failed()
    {
        var results = Open(First, Second);
        results.Add(new JournaledJob("job-1", new Dictionary<string, string>()));
        results.Add(new JournaledJob("job-2", new Dictionary<string, string>()));
        results.Remove(new JournaledJob("job-3", new Dictionary<string, string>()));
        results.End(First, Success(First));
        results.End(Second, ResultItem.Fail(Second, "Truncated."));

        Assert.Equal("job-1,job-2", results.Finish().Document.JobId);
        var journal = _folder.FindJournal()!;
        Assert.Equal(["job-1", "job-2"], journal.Jobs.Select(job => job.JobId));
        Assert.Equal([First.Folder], journal.Done.Keys);
    }

    [Fact]
    public void A_job_that_the_server_no_longer_has_is_forgotten()
    {
        var job = new JournaledJob("job-1", new Dictionary<string, string>());
        var results = Open(First);
        results.Add(job);
        results.Remove(job);
        results.EndOpen("It is gone.");

        Assert.Equal("", results.Finish().Document.JobId);
        Assert.Empty(_folder.FindJournal()!.Jobs);
    }

    [Fact]
    public void A_document_that_cannot_be_written_is_told_and_the_run_can_be_taken_up()
    {
        var results = Open(First);
        results.End(First, Success(First));
        Directory.CreateDirectory(Path.Combine(_root.FullName, ".segfunctions", "result.json.part"));
        var end = results.Finish();

        Assert.NotNull(end.Fault);
        Assert.Equal([First.Folder], _folder.FindJournal()?.Done.Keys);
    }

    [Fact]
    public void A_record_that_cannot_be_written_does_not_end_the_run()
    {
        var results = Open(First);
        Directory.CreateDirectory(Path.Combine(_root.FullName, ".segfunctions", "run.json.part"));
        results.Add(new JournaledJob("job-1", new Dictionary<string, string>()));

        Assert.Contains("this run cannot be resumed later: ", _said.ToString(), StringComparison.Ordinal);
        results.End(First, Success(First));
        Assert.Equal("job-1", results.Finish().Document.JobId);
    }

    public void Dispose()
    {
        _said.Dispose();
        _root.Delete(recursive: true);
    }

    private static SegmentOptions Options { get; } = new(null, null, 0, []) { Words = ["boat"] };

    private static ResultItem Success(InputFile file) => new(file.Name, ResultItem.Success, null, null, ResultFolder.PreviewOf(file), []);

    private RunResults Open(params InputFile[] files) => Open(new RunJournal(null, Options, files));

    private RunResults Open(RunJournal journal) => new(journal, _folder, new ItemBoard(journal.Files, new LineScreen(_said), TimeProvider.System));
}
