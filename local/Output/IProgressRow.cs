namespace SegFunctions.Local.Output;

/// <summary>Shows the progress of one piece of work.</summary>
internal interface IProgressRow
{
    /// <param name="fraction">0–1.</param>
    /// <param name="state">A few words.</param>
    /// <param name="detail">Text that may change with every report, such as the time left; empty for none.</param>
    void Report(double fraction, string state, string detail = "");

    /// <summary>Makes the last report.</summary>
    void End(string state);
}

/// <summary>Shows the progress of several pieces of work. Usable from any thread.</summary>
internal interface IProgressRows
{
    /// <param name="name">Shown verbatim, without markup.</param>
    IProgressRow Add(string name);
}

/// <summary>Shows progress while work is running. Never writes to standard output, which is for results.</summary>
internal interface IProgressScreen
{
    /// <summary>Runs <paramref name="work"/>; the rows that it adds are shown until it ends.</summary>
    Task<T> ShowAsync<T>(Func<IProgressRows, Task<T>> work);

    /// <summary>Writes one line for the user, between rows.</summary>
    void Say(string line);
}
