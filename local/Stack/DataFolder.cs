using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Stack;

/// <summary>The folder with all state of a stack. It is locked by one stack at a time; the system releases the lock when that process dies.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string Definitions = "service-bus-emulator.json";

    private readonly IDisposable _held;

    private DataFolder(string path, IDisposable held)
    {
        Root = path;
        _held = held;
    }

    public string Root { get; }

    public string Azurite => Path.Combine(Root, "azurite");

    /// <summary>Durable state and timers.</summary>
    public string FunctionsHost => Path.Combine(Root, "functions-host");

    /// <summary>The broker's queues.</summary>
    public string ServiceBus => Path.Combine(Root, "service-bus");

    /// <summary>The queues' definitions, which are not overwritten once they exist.</summary>
    public string QueueDefinitions => Path.Combine(ServiceBus, Definitions);

    /// <summary>The file with the broker's key.</summary>
    public string ServiceBusKeyFile => Path.Combine(Root, "service-bus.key");

    public LogFile LogOf(string child) => new(Path.Combine(Root, "logs", child + ".log"));

    /// <param name="path">Need not exist.</param>
    /// <param name="mark">Marks the processes that this run will start.</param>
    /// <param name="cancellationToken">Ends the wait for processes that an earlier run left behind.</param>
    /// <exception cref="UserException">Another stack uses the folder, or it cannot be written.</exception>
    public static async Task<DataFolder> OpenAsync(string path, string mark, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(Path.GetFullPath(path), Hold(path));
        try
        {
            folder.RefuseOlderJobs();
            Directory.CreateDirectory(folder.Azurite);
            Directory.CreateDirectory(folder.FunctionsHost);
            Directory.CreateDirectory(folder.ServiceBus);
            await folder.EndEarlierRunAsync(mark, cancellationToken);
            if (!File.Exists(folder.QueueDefinitions))
            {
                File.Copy(Path.Combine(AppContext.BaseDirectory, Definitions), folder.QueueDefinitions);
            }

            return folder;
        }
        catch
        {
            // On any failure the lock must be released.
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The first key signs links, all verify them. To rotate keys, write a new one above the old one, and remove the old one once its links have expired.</summary>
    /// <exception cref="UserException">Other users can read the file.</exception>
    public IReadOnlyList<string> GetSigningKeys() => ReadSecrets(Path.Combine(Root, "link-signing.key"), "with which links are signed");

    /// <summary>The first key encrypts stored secrets, all decrypt them.</summary>
    /// <exception cref="UserException">Other users can read the file.</exception>
    public IReadOnlyList<string> GetSecretKeys() => ReadSecrets(Path.Combine(Root, "secrets.key"), "with which stored secrets are encrypted");

    /// <summary>The key with which the broker's clients authenticate.</summary>
    /// <exception cref="UserException">Other users can read the file.</exception>
    public string GetServiceBusKey() => ReadSecrets(ServiceBusKeyFile, "the key to the queues")[0];

    public void Dispose() => _held.Dispose();

    private static IReadOnlyList<string> ReadSecrets(string path, string purpose) => OperatingSystem.IsWindows()
        ? throw new UserException("The stack runs on Linux only.")
        : SecretFile.Read(path, purpose);

    private void RefuseOlderJobs()
    {
        var older = Path.Combine(Root, "emulators");
        if (Directory.Exists(older))
        {
            throw new UserException(
                $"{Root} contains jobs of an older version. Let that version finish them and delete {older}, or choose another folder with --data.");
        }
    }

    private static IDisposable Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return CacheLock.FindFree(Path.Combine(path, "lock"))
                ?? throw new UserException($"Another stack runs on {path}. Stop it, or choose another folder with --data.");
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            throw new UserException(
                File.Exists(path) ? $"The data folder {path} is a file." : $"The data folder {path} cannot be used: {FileFault.Describe(exception)}", exception);
        }
    }

    /// <summary>Waits for the processes of a run that was killed, which may still be exiting: two Azurites on one folder would corrupt it.</summary>
    private async Task EndEarlierRunAsync(string mark, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Root, "run");
        var earlier = File.Exists(path) ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim() : string.Empty;
        if (earlier.Length > 0 && earlier != mark)
        {
            await ProcessGuard.SweepAsync(earlier, cancellationToken);
        }

        await File.WriteAllTextAsync(path, mark, cancellationToken);
    }
}
