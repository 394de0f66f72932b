namespace Azure.Messaging.ServiceBus.Store;

/// <inheritdoc/>
/// <typeparam name="T">What the work finds out.</typeparam>
internal sealed class PendingWork<T>(Func<T> work) : PendingWork
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _completion.Task;

    public override void Run() => _result = work();

    public override void Succeed() => _completion.SetResult(_result);

    public override void Fail(Exception error) => _completion.SetException(error);
}
