using System.Collections.Concurrent;

namespace SegFunctions.Local.Segmenting;

/// <summary>Collects the results of a run, and writes them to the screen, the journal, and finally the document.</summary>
internal sealed class RunResults(RunJournal journal, ResultFolder folder, ItemBoard board)
{
    private readonly ConcurrentDictionary<string, ResultItem> _items = new(journal.Done);

    public ItemBoard Board => board;

    public ResultFolder Folder => folder;

    /// <summary>The pictures that have no result yet.</summary>
    public List<InputFile> FindOpen() => [.. journal.Files.Where(file => !_items.ContainsKey(file.Folder))];

    /// <summary>Fails the pictures that cannot be sent, or whose results could not be stored.</summary>
    public void EndFaulty()
    {
        foreach (var file in FindOpen())
        {
            if ((file.Fault ?? folder.FindObstacle(file)) is { } fault)
            {
                End(file, ResultItem.Fail(file, fault));
            }
        }
    }

    /// <summary>Fails every picture that has no result yet.</summary>
    /// <param name="reason">Why they failed.</param>
    public void EndOpen(string reason)
    {
        foreach (var file in FindOpen())
        {
            End(file, ResultItem.Fail(file, reason));
        }
    }

    /// <summary>Records a picture's result. Usable from any thread.</summary>
    public void End(InputFile file, ResultItem result)
    {
        _items[file.Folder] = result;
        board.End(file, result);
    }

    /// <summary>Records the job, so that another run finds it.</summary>
    public void Add(JournaledJob job)
    {
        journal.Jobs.Add(job);
        Save();
    }

    /// <summary>Removes a job that the server no longer has.</summary>
    public void Remove(JournaledJob job) => journal.Jobs.Remove(job);

    /// <summary>Writes the document; every picture must have a result.</summary>
    public RunEnd Finish()
    {
        var document = new ResultDocument(string.Join(',', journal.Jobs.Select(job => job.JobId)), [.. journal.Files.Select(file => _items[file.Folder])]);
        string? fault = null;
        try
        {
            folder.Write(document);
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            fault = FileFault.Describe(exception);
        }

        if (document.Succeeded && fault is null)
        {
            folder.Forget();
        }
        else
        {
            Save();
        }

        return new RunEnd(document, fault);
    }

    /// <summary>Writes the journal for another run. If that fails, this run still continues.</summary>
    private void Save()
    {
        try
        {
            folder.Write(journal with { Done = _items.Where(item => item.Value.Succeeded).ToDictionary() });
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            board.Say($"this run cannot be resumed later: {FileFault.Describe(exception)}");
        }
    }
}

/// <param name="Document">One result per picture.</param>
/// <param name="Fault">Why the document could not be written; null if it was.</param>
internal sealed record RunEnd(ResultDocument Document, string? Fault);
