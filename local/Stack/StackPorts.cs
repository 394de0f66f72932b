namespace SegFunctions.Local.Stack;

/// <summary>Where each process of the stack listens, on 127.0.0.1.</summary>
internal sealed record StackPorts(
    int Functions, int Blobs, int Tables, int StorageQueues, int ServiceBus, int ServiceBusHttp, IReadOnlyList<int> Workers)
{
    public static StackPorts Choose(int? functions, int workers)
    {
        var free = FreePorts.Find(6 + workers);
        return new StackPorts(functions ?? free[0], free[1], free[2], free[3], free[4], free[5], free[6..]);
    }

    public static string UrlOf(int port) => $"http://127.0.0.1:{port}";
}
