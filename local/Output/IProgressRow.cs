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
