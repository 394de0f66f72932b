using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>A call whose answer is not in the history yet. Its continuations run at once, on the orchestrator's thread.</summary>
internal abstract class OpenTask
{
    public abstract void Complete(string? result);

    public abstract void Fail(Exception exception);

    public abstract void Cancel(CancellationToken cancellationToken);
}

/// <typeparam name="T">What the orchestrator asked the result to be read as.</typeparam>
internal sealed class OpenTask<T> : OpenTask
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override void Complete(string? result)
    {
        T value;
        try
        {
            value = JsonDataConverter.Default.Deserialize<T>(result)!;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NotSupportedException)
        {
            _source.SetException(exception);
            return;
        }

        _source.SetResult(value);
    }

    public override void Fail(Exception exception) => _source.SetException(exception);

    public override void Cancel(CancellationToken cancellationToken) => _source.SetCanceled(cancellationToken);
}
