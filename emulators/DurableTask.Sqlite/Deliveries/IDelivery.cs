namespace DurableTask.Sqlite.Deliveries;

/// <summary>Something that a change sends on. Its body is written out where it is made, off the journal's thread.</summary>
internal interface IDelivery
{
    /// <summary>Into the file, in the change's transaction.</summary>
    void Write();

    /// <summary>Into memory, once that is committed.</summary>
    void Publish();
}
