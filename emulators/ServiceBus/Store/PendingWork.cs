namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Work that waits for its transaction.</summary>
internal abstract class PendingWork
{
    /// <summary>Does the work, within a transaction; its result is kept back until <see cref="Succeed"/>.</summary>
    public abstract void Run();

    /// <summary>The transaction is on the disk.</summary>
    public abstract void Succeed();

    /// <summary>Nothing was changed.</summary>
    public abstract void Fail(Exception error);
}
