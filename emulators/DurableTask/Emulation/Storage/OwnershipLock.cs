namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>
/// Keeps a second engine off a database whose open instances the first one has in memory. The operating system gives it back when the
/// process ends, however it ends.
/// </summary>
internal sealed class OwnershipLock : IDisposable
{
    private readonly FileStream _file;

    /// <exception cref="IOException">Another engine has it.</exception>
    public OwnershipLock(string databasePath)
    {
        try
        {
            _file = new(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"The durable state {databasePath} is in use by another process. Stop that one first, or choose another folder.", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
