namespace SegFunctions.Local.Output;

/// <summary>One piece of work that is shown.</summary>
internal interface IProgressRow
{
    /// <param name="fraction">0–1.</param>
    /// <param name="state">A few words.</param>
    void Report(double fraction, string state);

    /// <summary>Nothing follows.</summary>
    void End(string state);
}

/// <summary>Where pieces of work are shown. Usable from any thread.</summary>
internal interface IProgressRows
{
    /// <param name="name">Shown as it is, without markup.</param>
    IProgressRow Add(string name);
}

/// <summary>Shows how work goes on while it goes on. Never writes to standard output, which is for results.</summary>
internal interface IProgressScreen
{
    /// <summary>Runs <paramref name="work"/>; the rows that it adds are shown until it ends.</summary>
    Task<T> ShowAsync<T>(Func<IProgressRows, Task<T>> work);

    /// <summary>One line for people, between rows.</summary>
    void Say(string line);
}
