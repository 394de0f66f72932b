namespace SegFunctions.Local.Output;

/// <summary>Shows how work goes on while it goes on. Never writes to standard output, which is for results.</summary>
internal interface IProgressScreen
{
    /// <summary>Runs <paramref name="work"/>; the rows that it adds are shown until it ends.</summary>
    Task<T> ShowAsync<T>(Func<IProgressRows, Task<T>> work);

    /// <summary>One line for people, between rows.</summary>
    void Say(string line);
}
