namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>One stack for all tests that leave it as they found it.</summary>
public sealed class SharedStack : IAsyncLifetime
{
    private RunningStack? _stack;

    internal ApiUnderTest Api => _stack!.Api;

    internal string Storage => _stack!.Stack.Storage;

    internal Uri BaseUrl => _stack!.BaseUrl;

    internal StoredTraces Traces => new(Storage, _stack!.Folder);

    /// <summary>Not started if the tests run against a server elsewhere.</summary>
    public async ValueTask InitializeAsync()
    {
        if (RemoteServer.Url is null)
        {
            _stack = await RunningStack.StartAsync(workers: 1, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => _stack?.DisposeAsync() ?? ValueTask.CompletedTask;
}
