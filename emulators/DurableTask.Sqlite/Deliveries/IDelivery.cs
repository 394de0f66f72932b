namespace DurableTask.Sqlite.Deliveries;

/// <summary>Something that a change sends. Its body is serialized on creation, outside the journal's thread.</summary>
internal interface IDelivery
{
    /// <summary>Writes to the file, in the change's transaction.</summary>
    void Write();

    /// <summary>Updates memory, once that is committed.</summary>
    void Publish();
}
