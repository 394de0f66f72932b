namespace SegFunctions.Local.Output;

/// <summary>Where pieces of work are shown. Usable from any thread.</summary>
internal interface IProgressRows
{
    /// <param name="name">Shown as it is, without markup.</param>
    IProgressRow Add(string name);
}
