using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>A call whose answer is not in the history yet. Its continuations run at once, on the orchestrator's thread.</summary>
internal abstract class OpenTask
{
    /// <exception cref="System.Text.Json.JsonException">The result is not what the orchestrator asked for.</exception>
    /// <exception cref="NotSupportedException">What the orchestrator asked for cannot be read from JSON.</exception>
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
        var value = JsonDataConverter.Default.Deserialize<T>(result)!;
        _source.SetResult(value);
    }

    public override void Fail(Exception exception) => _source.SetException(exception);

    public override void Cancel(CancellationToken cancellationToken) => _source.SetCanceled(cancellationToken);
}
